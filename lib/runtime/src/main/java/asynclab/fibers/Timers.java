package asynclab.fibers;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/// Who sleeps until when: the earliest first, and of two with the same deadline the one that went
/// to sleep first.
final class Timers {
  /// One sleeper. Deadlines are readings of a clock that may overflow, so they are subtracted.
  record Timer(Fiber<?> fiber, long dueNanos, long serial) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      var order = Long.signum(dueNanos - other.dueNanos);
      return order != 0 ? order : Long.compare(serial, other.serial);
    }

    @Override
    public String toString() {
      return "a deadline";
    }
  }

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 4);

  private final LongSupplier nanoTime;
  private final PriorityQueue<Timer> queue = new PriorityQueue<>();
  private long serial;

  Timers(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// Parks the caller, which is this fiber, for `time` at least.
  void sleep(Fiber<?> fiber, Duration time) {
    var nanos = time.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : time.toNanos();
    var timer = new Timer(fiber, nanoTime.getAsLong() + nanos, serial++);
    queue.add(timer);
    try {
      do fiber.parkFor(timer);
      while (timer.dueNanos - nanoTime.getAsLong() > 0);
    } catch (RuntimeException e) {
      queue.remove(timer);
      throw e;
    }
  }

  void clear() {
    queue.clear();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /// How long until the next deadline; 0 when it has passed.
  long untilNext() {
    return Math.max(0, queue.element().dueNanos - nanoTime.getAsLong());
  }

  /// Wakes all whose deadline has come.
  void wakeExpired() {
    if (queue.isEmpty()) return;
    var nowNanos = nanoTime.getAsLong();
    for (var next = queue.peek(); next != null && next.dueNanos - nowNanos <= 0; ) {
      queue.remove();
      next.fiber.wake();
      next = queue.peek();
    }
  }
}
