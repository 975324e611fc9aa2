package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Turn;
import asynclab.futures.Waker;
import java.lang.ref.WeakReference;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// A future that an [EventLoop] polls whenever it was woken. It is a future itself: awaiting it
/// joins it, once, and gives what it came to.
///
/// Closing a task gives up waiting for it, and not the task: [#cancel] does that.
///
/// Threads: [#cancel] may come from anywhere, the rest from the loop's own thread.
///
/// @param <T> what its future comes to
public final class Task<T> implements Future<T> {
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
  final long id;
  private final @Nullable String name;
  private final Future<T> future;
  private Alarm alarm = new Alarm(this);

  private State state = State.QUEUED;

  /// Where it stands in the ready queue, and among all that live.
  @Nullable Task<?> nextReady;

  @Nullable Task<?> nextLiving;
  @Nullable Task<?> previousLiving;

  private Object blocker = "its first turn";
  private volatile boolean cancelled;
  private @Nullable Waker joiner;
  private @Nullable Ready<T> outcome;
  private boolean told;
  private boolean awaited;

  Task(EventLoop loop, long id, @Nullable String name, Future<T> future) {
    this.loop = loop;
    this.id = id;
    this.name = name;
    this.future = future;
  }

  /// Polls its future once; afterwards it is idle, queued or done.
  void goOn(Turn turn) {
    if (cancelled) {
      giveUp();
      return;
    }
    state = State.POLLED;
    turn.begin();
    var polled = Polled.<T>of(future, alarm);
    blocker = turn.end();
    switch (polled) {
      case Ready<T> ready -> end(ready);
      case Pending<T> _ -> state = state == State.WOKEN ? State.QUEUED : State.IDLE;
    }
  }

  /// Closes its future, and ends.
  void giveUp() {
    state = State.POLLED;
    try {
      future.close();
      end(Polled.failed(new CancellationException(name() + " was cancelled")));
    } catch (Throwable thrown) {
      end(Polled.failed(thrown));
    }
  }

  private void end(Ready<T> ready) {
    outcome = ready;
    blocker = "nothing";
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

  /// Ready when the task has ended; who awaits it is told of its failure.
  ///
  /// @throws IllegalStateException when it is polled again after that
  @Override
  public Polled<T> poll(Waker waker) {
    if (outcome == null) {
      joiner = waker;
      Turn.waitsFor(this);
      return Polled.pending();
    }
    if (awaited) throw new IllegalStateException(name() + " has been awaited already");
    awaited = true;
    told = true;
    return outcome;
  }

  /// Gives up waiting; the task goes on.
  @Override
  public void close() {
    joiner = null;
  }

  /// Asks the task to end: its future is closed when its next turn comes, and whoever awaits it
  /// gets a [CancellationException]. A task that has ended stays as it is.
  public void cancel() {
    cancelled = true;
    wake();
  }

  /// What it came to, once it has ended; may be asked again. Throws its failure, the very same.
  ///
  /// @throws IllegalStateException when it has not ended
  public T result() {
    if (outcome == null) {
      throw new IllegalStateException(
          "%s has not ended: run() the loop, blockOn() the task, or await it".formatted(this));
    }
    told = true;
    return outcome.get();
  }

  public State state() {
    return state;
  }

  boolean isDone() {
    return state == State.DONE;
  }

  boolean isQueued() {
    return state == State.QUEUED;
  }

  /// The name it was given, or `task-` and its number.
  public String name() {
    return name == null ? "task-" + id : name;
  }

  /// What it waits for, in words, as far as the loop knows: the last thing its future asked for.
  String waitsFor() {
    if (blocker instanceof Task<?> task) return "the end of " + task.name();
    return blocker.toString();
  }

  /// Why it failed, if nobody has been told; being cancelled is no failure.
  @Nullable Throwable untoldFailure() {
    if (told || !(outcome instanceof Ready.Failure<T>(var cause))) return null;
    return cause instanceof CancellationException ? null : cause;
  }

  /// How it ended, in words.
  String outcome() {
    return switch (outcome) {
      case null -> "not ended";
      case Ready.Value<T> _ -> "returned";
      case Ready.Failure<T>(CancellationException _) -> "cancelled";
      case Ready.Failure<T>(var cause) -> cause.toString();
    };
  }

  @Override
  public String toString() {
    var waits = state == State.IDLE ? ", waits for " + waitsFor() : "";
    return name() + " (" + state + waits + ")";
  }
}
