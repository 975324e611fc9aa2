package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.io.IOException;
import java.util.Locale;

/// Waits until a source can be read from, or written to.
final class Readiness implements Future<Void> {
  enum Direction {
    READ,
    WRITE
  }

  private enum State {
    NEW,
    WAITING,
    COME,
    GONE,
    ENDED
  }

  private final EventLoop loop;
  private final Watch watch;
  final Direction direction;
  private State state = State.NEW;
  private Waker waker = Waker.NONE;

  Readiness(EventLoop loop, Watch watch, Direction direction) {
    this.loop = loop;
    this.watch = watch;
    this.direction = direction;
  }

  @Override
  public Polled<Void> poll(Waker waker) {
    return switch (state) {
      case NEW -> begin(waker);
      case WAITING -> pending(waker);
      case COME -> {
        state = State.ENDED;
        yield Polled.done();
      }
      case GONE -> {
        state = State.ENDED;
        yield Polled.failed(new IOException("nobody can wait for " + this + " any more"));
      }
      case ENDED -> throw new IllegalStateException(this + " has ended, and is polled again");
    };
  }

  private Polled<Void> begin(Waker waker) {
    try {
      watch.begin(this);
    } catch (IOException | RuntimeException e) {
      state = State.ENDED;
      return Polled.failed(e);
    }
    state = State.WAITING;
    return pending(waker);
  }

  private Polled<Void> pending(Waker waker) {
    this.waker = waker;
    loop.waits(this);
    return Polled.pending();
  }

  /// The event is there.
  void comes() {
    state = State.COME;
    waker.wake();
  }

  /// The source was closed meanwhile.
  void fails() {
    state = State.GONE;
    waker.wake();
  }

  @Override
  public void close() {
    if (state == State.WAITING) watch.giveUp(this);
    state = State.ENDED;
  }

  @Override
  public String toString() {
    return "%s to be %s".formatted(watch, direction.name().toLowerCase(Locale.ROOT).concat("able"));
  }
}
