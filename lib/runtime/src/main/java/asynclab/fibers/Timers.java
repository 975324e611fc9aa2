package asynclab.fibers;

import java.util.PriorityQueue;

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

  private final PriorityQueue<Timer> queue = new PriorityQueue<>();
  private long serial;

  Timer add(Fiber<?> fiber, long dueNanos) {
    var timer = new Timer(fiber, dueNanos, serial++);
    queue.add(timer);
    return timer;
  }

  void remove(Timer timer) {
    queue.remove(timer);
  }

  void clear() {
    queue.clear();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /// How long until the next deadline; 0 when it has passed, -1 when nobody sleeps.
  long untilNext(long nowNanos) {
    var next = queue.peek();
    return next == null ? -1 : Math.max(0, next.dueNanos - nowNanos);
  }

  /// Wakes all whose deadline has come.
  void wakeExpired(long nowNanos) {
    for (var next = queue.peek(); next != null && next.dueNanos - nowNanos <= 0; ) {
      queue.remove();
      next.fiber.wake();
      next = queue.peek();
    }
  }
}
