package asynclab.executor;

import asynclab.futures.Waker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// Who sleeps until when: the earliest first, and of two with the same deadline the one that went
/// to sleep first.
///
/// A [Wheel] and not a heap, because most timers of a program are time limits that are given up:
/// one that is closed leaves at once, and costs nothing more.
///
/// Threads: any. Its monitor guards it and all who sleep here.
final class Timers {
  static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 4);

  private final LongSupplier nanoTime;
  private final Runnable endWait;
  private final Wheel sleepers = new Wheel();
  private boolean closed;

  /// @param endWait is called when there is a deadline that is earlier than all others
  Timers(LongSupplier nanoTime, Runnable endWait) {
    this.nanoTime = nanoTime;
    this.endWait = endWait;
  }

  /// What the clock says.
  long nanos() {
    return nanoTime.getAsLong();
  }

  /// @throws IllegalStateException when it is closed
  synchronized void add(Sleep sleep, Duration time) {
    if (closed) throw new IllegalStateException("the reactor is closed: nobody looks at its clock");
    var nanos = time.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : time.toNanos();
    var nowNanos = nanoTime.getAsLong();
    sleep.dueNanos = nowNanos + nanos;
    if (sleepers.add(sleep, nowNanos)) endWait.run();
  }

  synchronized void remove(Sleep sleep) {
    sleepers.remove(sleep);
  }

  synchronized boolean isEmpty() {
    return sleepers.size() == 0;
  }

  synchronized int size() {
    return sleepers.size();
  }

  /// How long to wait: until the next deadline, or as long as `patience` lasts.
  synchronized Duration shorten(Duration patience) {
    if (sleepers.size() == 0 || patience.isZero()) return patience;
    var left = sleepers.soonest() - nanoTime.getAsLong();
    var untilNext = Duration.ofNanos(Math.max(0, left));
    return untilNext.compareTo(patience) < 0 ? untilNext : patience;
  }

  /// Wakes all whose deadline has come.
  void wakeExpired() {
    expired().forEach(Wakers::wake);
  }

  private synchronized List<Waker> expired() {
    if (sleepers.size() == 0) return List.of();
    var nowNanos = nanoTime.getAsLong();
    var woken = new ArrayList<Waker>();
    for (var sleep = sleepers.removeExpired(nowNanos);
        sleep != null;
        sleep = sleepers.removeExpired(nowNanos)) {
      woken.add(sleep.rings());
    }
    return woken;
  }

  /// Whoever sleeps fails, and so does whoever comes.
  void close() {
    var woken = new ArrayList<Waker>();
    synchronized (this) {
      closed = true;
      for (var sleep = sleepers.removeFirst(); sleep != null; sleep = sleepers.removeFirst()) {
        woken.add(sleep.fails());
      }
    }
    woken.forEach(Wakers::wake);
  }
}
