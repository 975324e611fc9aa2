package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// An interval over [Timers].
///
/// Threads: polled by one at a time.
final class TimerInterval implements Interval {
  private final Timers timers;
  private final long periodNanos;
  private final long startNanos;
  private long last;

  /// @throws IllegalArgumentException when the period is not positive, or longer than any clock
  TimerInterval(Timers timers, Duration period) {
    if (period.isNegative() || period.isZero() || period.compareTo(Timers.LONGEST) > 0) {
      throw new IllegalArgumentException("an interval cannot have a period of " + period);
    }
    this.timers = timers;
    this.periodNanos = period.toNanos();
    this.startNanos = timers.nanos();
  }

  @Override
  public Future<Long> tick() {
    return new Tick();
  }

  private final class Tick implements Future<Long> {
    private @Nullable Sleep sleep;
    private boolean ended;

    @Override
    public Polled<Long> poll(Waker waker) {
      if (ended) throw new IllegalStateException(this + " has ended, and is polled again");
      if (sleep == null) {
        var passed = timers.nanos() - startNanos;
        if (passed / periodNanos > last) return end();
        sleep = new Sleep(timers, Duration.ofNanos((last + 1) * periodNanos - passed));
      }
      return switch (sleep.poll(waker)) {
        case Pending<Void> _ -> Polled.pending();
        case Ready.Failure<Void>(var cause) -> Polled.failed(cause);
        case Ready.Value<Void> _ -> end();
      };
    }

    private Polled<Long> end() {
      ended = true;
      last = (timers.nanos() - startNanos) / periodNanos;
      return Polled.ready(last);
    }

    @Override
    public void close() {
      ended = true;
      if (sleep != null) sleep.close();
    }

    @Override
    public String toString() {
      return "a tick";
    }
  }
}
