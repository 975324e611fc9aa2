package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Turn;
import asynclab.futures.Waker;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Waits until a source can be read from, or written to.
///
/// Threads: polled by one at a time; the monitor of its watch guards it.
final class Readiness implements Future<Void> {
  enum Direction {
    READ,
    WRITE
  }

  private enum State {
    NEW,

    /// New too, and news since the last call that would have blocked is enough.
    NEW_AGAIN,

    WAITING,
    COME,
    GONE,
    ENDED
  }

  private final SourceWatch watch;
  final Direction direction;

  private State state;
  private Waker waker = Waker.NONE;
  private @Nullable Exception cause;

  Readiness(SourceWatch watch, Direction direction, boolean again) {
    this.watch = watch;
    this.direction = direction;
    this.state = again ? State.NEW_AGAIN : State.NEW;
  }

  @Override
  public Polled<Void> poll(Waker waker) {
    Polled<Void> polled;
    synchronized (watch) {
      polled = goOn(waker);
    }
    if (polled instanceof Pending) Turn.waitsFor(this);
    return polled;
  }

  private Polled<Void> goOn(Waker waker) {
    return switch (state) {
      case NEW -> begin(waker, false);
      case NEW_AGAIN -> begin(waker, true);
      case WAITING -> pending(waker);
      case COME -> {
        state = State.ENDED;
        yield Polled.done();
      }
      case GONE -> {
        state = State.ENDED;
        yield Polled.failed(new IOException("nobody can wait for " + this + " any more", cause));
      }
      case ENDED -> throw new IllegalStateException(this + " has ended, and is polled again");
    };
  }

  private Polled<Void> begin(Waker waker, boolean again) {
    state = State.ENDED;
    try {
      if (!watch.begin(this, again)) return Polled.done();
    } catch (IOException | RuntimeException e) {
      return Polled.failed(e);
    }
    state = State.WAITING;
    return pending(waker);
  }

  private Polled<Void> pending(Waker waker) {
    this.waker = waker;
    return Polled.pending();
  }

  /// The event is there.
  ///
  /// @return whom to wake when no lock is held
  Waker comes() {
    return stop(State.COME);
  }

  /// No event will ever come.
  Waker fails(@Nullable Exception cause) {
    this.cause = cause;
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
    synchronized (watch) {
      if (state == State.WAITING) watch.giveUp(this);
      if (state == State.COME) watch.keepNews(direction, true);
      var _ = stop(State.ENDED);
    }
  }

  @Override
  public String toString() {
    return watch + " to be " + (direction == Direction.READ ? "readable" : "writable");
  }
}
