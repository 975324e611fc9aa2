package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Turn;
import asynclab.futures.Waker;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/// A future that an [EventLoop] polls whenever it was woken.
///
/// Threads: [#cancel] and [#isDone] may come from anywhere, the rest from the loop's own thread; so
/// a hand-over between tasks of one loop needs no atomic.
///
/// @param <T> what its future comes to
public final class Task<T> extends Spawned<T> {
  /// Where a task stands, and which way it may go from there.
  ///
  /// ```
  /// QUEUED -> POLLED  // its turn has come
  /// POLLED -> IDLE    // pending: it waits to be woken
  /// POLLED -> WOKEN   // woken before its poll has returned
  /// WOKEN  -> QUEUED  // pending, and worth asking again
  /// IDLE   -> QUEUED  // woken; once more changes nothing
  /// POLLED -> DONE    // ready, or cancelled; so does WOKEN
  /// ```
  public enum State {
    QUEUED,
    POLLED,
    WOKEN,
    IDLE,
    DONE
  }

  /// Wakes the task; what its future is polled with.
  record Alarm(Task<?> task) implements Waker {
    @Override
    public void wake() {
      task.wake();
    }

    @Override
    public String toString() {
      return "the waker of " + task.name();
    }
  }

  final EventLoop loop;
  private Alarm alarm = new Alarm(this);

  private State state = State.QUEUED;

  /// Where it stands in the ready queue, and among all that live.
  @Nullable Task<?> nextReady;

  @Nullable Task<?> nextLiving;
  @Nullable Task<?> previousLiving;

  private volatile boolean cancelled;
  private @Nullable Waker joiner;

  Task(EventLoop loop, long id, @Nullable String name, Future<T> future) {
    super(id, name, future);
    this.loop = loop;
  }

  /// Polls its future once; afterwards it is idle, queued or done.
  void goOn(Turn turn) {
    if (cancelled) {
      giveUp();
      return;
    }
    state = State.POLLED;
    if (proceed(turn, alarm)) state = State.DONE;
    else state = state == State.WOKEN ? State.QUEUED : State.IDLE;
  }

  /// Closes its future, and ends.
  void giveUp() {
    state = State.POLLED;
    abandon(cancelledException());
    state = State.DONE;
  }

  /// Wakes who waits for the end.
  void tellJoiner() {
    var waiting = joiner;
    joiner = null;
    if (waiting != null) waiting.wake();
  }

  void wake() {
    loop.wake(this);
  }

  /// For [Silence]: from now on only others hold its waker, if anybody does.
  @SuppressWarnings("NullAway") // until restoreWaker; nothing is polled meanwhile
  WeakReference<Alarm> forgetWaker() {
    var held = new WeakReference<>(alarm);
    alarm = null;
    return held;
  }

  void restoreWaker(WeakReference<Alarm> held) {
    var known = held.get();
    alarm = known == null ? new Alarm(this) : known;
  }

  /// For [Silence]: a task that waits for this one is no stranger who holds a waker.
  ///
  /// @return makes good for it
  Runnable forgetJoiner() {
    if (!(joiner instanceof Alarm(var waiting))) return () -> {};
    joiner = null;
    return () -> joiner = waiting.alarm;
  }

  /// Whether a wake-up puts it into the ready queue now.
  boolean takesWake() {
    if (state == State.POLLED) state = State.WOKEN;
    if (state != State.IDLE) return false;
    state = State.QUEUED;
    return true;
  }

  @Override
  public Polled<T> poll(Waker waker) {
    if (state == State.DONE) return awaited();
    joiner = waker;
    Turn.waitsFor(this);
    return Polled.pending();
  }

  /// Gives up waiting; the task goes on.
  @Override
  public void close() {
    joiner = null;
  }

  @Override
  public void cancel() {
    cancelled = true;
    wake();
  }

  @Override
  public State state() {
    return state;
  }

  boolean hasEnded() {
    return state == State.DONE;
  }

  boolean isQueued() {
    return state == State.QUEUED;
  }
}
