package asynclab.executor;

import asynclab.executor.Task.State;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Turn;
import asynclab.futures.Waker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A future that whichever worker has time polls whenever it was woken. It is its own waker.
///
/// Its state is one atomic int, and the table is that of [Task.State]. One worker at a time polls
/// it, because only who brings it from `IDLE` or `WOKEN` to `QUEUED` puts it into a queue, and it
/// is in one queue at most:
///
/// ```
/// QUEUED -> POLLED  // by the worker that took it from a queue
/// POLLED -> IDLE    // by that worker; if this fails it was woken meanwhile
/// POLLED -> WOKEN   // by a waker
/// WOKEN  -> QUEUED  // by that worker, which puts it into a queue
/// IDLE   -> QUEUED  // by the waker that puts it into a queue
/// POLLED -> DONE    // by that worker; so does WOKEN
/// ```
///
/// A waker that finds it queued, or woken, exchanges that state for itself, which looks idle and is
/// not: what the caller wrote before must be seen by the poll that comes, and only a write of the
/// state hands that on.
///
/// Three fields are set by several threads through a handle of theirs. An object of
/// `java.util.concurrent.atomic` for each would be three more to make, to find, and to collect.
///
/// Threads: any.
final class SharedTask<T> extends Spawned<T> implements Waker {
  private static final int QUEUED = 0;
  private static final int POLLED = 1;
  private static final int WOKEN = 2;
  private static final int IDLE = 3;
  private static final int DONE = 4;
  private static final List<State> STATES =
      List.of(State.QUEUED, State.POLLED, State.WOKEN, State.IDLE, State.DONE);

  /// Stands in the joiner's place when there is nothing to wait for any more.
  private static final Waker ENDED = () -> {};

  /// Where it stands among all that live; guarded there.
  @Nullable SharedTask<?> nextLiving;

  @Nullable SharedTask<?> previousLiving;

  private static final VarHandle STATE;
  private static final VarHandle JOINER;
  private static final VarHandle ORDER;

  static {
    try {
      var mine = MethodHandles.lookup();
      STATE = mine.findVarHandle(SharedTask.class, "state", int.class);
      JOINER = mine.findVarHandle(SharedTask.class, "joiner", Waker.class);
      ORDER = mine.findVarHandle(SharedTask.class, "order", Throwable.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Consumer<SharedTask<?>> runQueue;
  private volatile int state = QUEUED;
  private volatile Waker joiner = NONE;
  private volatile @Nullable Throwable order;

  /// @param runQueue takes it whenever it has become ready
  SharedTask(Consumer<SharedTask<?>> runQueue, long id, @Nullable String name, Future<T> future) {
    super(id, name, future);
    this.runQueue = runQueue;
  }

  /// Polls its future once; by the worker that took it from a queue. Unless it is to be queued
  /// again, or has ended, nothing of it may be touched afterwards: another worker may have it.
  ///
  /// @return where it stands now
  State goOn(Turn turn) {
    var _ = (int) STATE.getAndSet(this, POLLED);
    var ordered = order;
    if (ordered != null) abandon(ordered);
    if (ordered != null || proceed(turn, this)) {
      state = DONE;
      return State.DONE;
    }
    if (STATE.compareAndSet(this, POLLED, IDLE)) return State.IDLE;
    var _ = (int) STATE.getAndSet(this, QUEUED);
    return State.QUEUED;
  }

  /// Wakes who waits for the end.
  void tellJoiner() {
    Wakers.wake((Waker) JOINER.getAndSet(this, ENDED));
  }

  @Override
  public void wake() {
    while (true) {
      var now = state;
      if (now == DONE) return;
      var next = now == IDLE ? QUEUED : now == POLLED ? WOKEN : now;
      if (!STATE.compareAndSet(this, now, next)) continue;
      if (now == IDLE) runQueue.accept(this);
      return;
    }
  }

  @Override
  public Polled<T> poll(Waker waker) {
    var latest = joiner;
    if (latest.equals(ENDED) || !JOINER.compareAndSet(this, latest, waker)) return awaited();
    Turn.waitsFor(this);
    return Polled.pending();
  }

  /// Gives up waiting; the task goes on.
  @Override
  public void close() {
    var latest = joiner;
    if (!latest.equals(ENDED)) JOINER.compareAndSet(this, latest, NONE); // or it has just ended
  }

  @Override
  public void cancel() {
    end(cancelledException());
  }

  /// Its future is closed at its next turn, and the task ends with `cause`. The first order counts.
  void end(Throwable cause) {
    ORDER.compareAndSet(this, null, cause);
    wake();
  }

  @Override
  public State state() {
    return STATES.get(state);
  }
}
