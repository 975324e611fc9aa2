package asynclab.executor;

import java.time.Duration;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/// Who sleeps until when: the earliest first, and of two with the same deadline the one that went
/// to sleep first.
///
/// A set and not a heap, because most timers of a program are time limits that are given up: one
/// that is closed leaves at once, and costs nothing more.
final class Timers {
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 4);

  private final LongSupplier nanoTime;
  private final TreeSet<Sleep> sleepers = new TreeSet<>();
  private long serial;

  Timers(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void add(Sleep sleep, Duration time) {
    var nanos = time.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : time.toNanos();
    sleep.dueNanos = nanoTime.getAsLong() + nanos;
    sleep.serial = serial++;
    sleepers.add(sleep);
  }

  void remove(Sleep sleep) {
    sleepers.remove(sleep);
  }

  boolean isEmpty() {
    return sleepers.isEmpty();
  }

  int size() {
    return sleepers.size();
  }

  /// How long until the next deadline; 0 when it has passed.
  long untilNext() {
    return Math.max(0, sleepers.first().dueNanos - nanoTime.getAsLong());
  }

  /// Wakes all whose deadline has come.
  void wakeExpired() {
    if (sleepers.isEmpty()) return;
    var nowNanos = nanoTime.getAsLong();
    while (!sleepers.isEmpty() && sleepers.first().dueNanos - nowNanos <= 0) {
      sleepers.removeFirst().ring();
    }
  }
}
