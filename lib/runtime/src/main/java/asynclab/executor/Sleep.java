package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Turn;
import asynclab.futures.Waker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Waits for a time that begins with its first poll.
///
/// Threads: polled by one at a time; the monitor of [Timers] guards it.
final class Sleep implements Future<Void> {
  private enum State {
    NEW,
    ASLEEP,
    RUNG,
    GONE,
    ENDED
  }

  private final Timers timers;
  private final Duration time;
  private State state = State.NEW;
  private Waker waker = Waker.NONE;

  /// Set by [Timers]. A deadline is a reading of a clock that may overflow, so it is subtracted.
  long dueNanos;

  /// Where it stands in the [Wheel].
  int slot;

  @Nullable Sleep next;
  @Nullable Sleep previous;

  Sleep(Timers timers, Duration time) {
    this.timers = timers;
    this.time = time;
  }

  @Override
  public Polled<Void> poll(Waker waker) {
    Polled<Void> polled;
    synchronized (timers) {
      polled = goOn(waker);
    }
    if (polled instanceof Pending) Turn.waitsFor(this);
    return polled;
  }

  private Polled<Void> goOn(Waker waker) {
    switch (state) {
      case NEW -> {
        if (time.isZero()) return end(Polled.done());
        timers.add(this, time);
        state = State.ASLEEP;
      }
      case ASLEEP -> {}
      case RUNG -> {
        return end(Polled.done());
      }
      case GONE -> {
        return end(Polled.failed(new IllegalStateException("the reactor was closed meanwhile")));
      }
      case ENDED -> throw new IllegalStateException(this + " has ended, and is polled again");
    }
    this.waker = waker;
    return Polled.pending();
  }

  private Polled<Void> end(Polled<Void> polled) {
    state = State.ENDED;
    return polled;
  }

  /// The deadline has come.
  ///
  /// @return whom to wake when no lock is held
  Waker rings() {
    return stop(State.RUNG);
  }

  /// It will never ring.
  Waker fails() {
    return stop(State.GONE);
  }

  private Waker stop(State end) {
    state = end;
    var latest = waker;
    waker = Waker.NONE;
    return latest;
  }

  @Override
  public void close() {
    synchronized (timers) {
      if (state == State.ASLEEP) timers.remove(this);
      var _ = stop(State.ENDED);
    }
  }

  @Override
  public String toString() {
    return "a deadline";
  }
}
