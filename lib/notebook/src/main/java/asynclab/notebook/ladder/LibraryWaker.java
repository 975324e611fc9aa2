package asynclab.notebook.ladder;

import java.util.concurrent.atomic.AtomicReference;

/// A waker as the library's tasks have it: a state that each call moves.
final class LibraryWaker implements TaskWaker {
  private enum State {
    IDLE,
    QUEUED,
    ENDED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
  private final Runnable queue;

  LibraryWaker(Runnable queue) {
    this.queue = queue;
  }

  @Override
  public void wake() {
    if (state.compareAndSet(State.IDLE, State.QUEUED)) queue.run();
  }

  @Override
  public void begin() {
    var _ = state.compareAndSet(State.QUEUED, State.IDLE);
  }

  @Override
  public void end() {
    state.set(State.ENDED);
  }
}
