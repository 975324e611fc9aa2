package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.time.Duration;

/// Waits for a time that begins with its first poll.
final class Sleep implements Future<Void>, Comparable<Sleep> {
  private enum State {
    NEW,
    ASLEEP,
    RUNG,
    ENDED
  }

  private final EventLoop loop;
  private final Duration time;
  private State state = State.NEW;
  private Waker waker = Waker.NONE;

  /// Set by [Timers]. A deadline is a reading of a clock that may overflow, so it is subtracted.
  long dueNanos;

  long serial;

  Sleep(EventLoop loop, Duration time) {
    this.loop = loop;
    this.time = time;
  }

  @Override
  public Polled<Void> poll(Waker waker) {
    switch (state) {
      case NEW -> {
        if (time.isZero()) return end();
        loop.timers.add(this, time);
        state = State.ASLEEP;
      }
      case ASLEEP -> {}
      case RUNG -> {
        return end();
      }
      case ENDED -> throw new IllegalStateException(this + " has ended, and is polled again");
    }
    this.waker = waker;
    loop.waits(this);
    return Polled.pending();
  }

  private Polled<Void> end() {
    state = State.ENDED;
    return Polled.done();
  }

  void ring() {
    state = State.RUNG;
    waker.wake();
  }

  @Override
  public void close() {
    if (state == State.ASLEEP) loop.timers.remove(this);
    state = State.ENDED;
  }

  @Override
  public int compareTo(Sleep other) {
    var order = Long.signum(dueNanos - other.dueNanos);
    return order != 0 ? order : Long.compare(serial, other.serial);
  }

  @Override
  public String toString() {
    return "a deadline";
  }
}
