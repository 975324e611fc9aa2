package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Turn;
import asynclab.futures.Waker;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// A future on its way, and how it ended: what is the same for the tasks of all executors.
abstract sealed class Spawned<T> implements JoinHandle<T> permits Task, SharedTask {
  final long id;
  private final @Nullable String name;
  private final Future<T> future;
  private Object blocker = "its first turn";
  private volatile @Nullable Ready<T> outcome;
  private volatile boolean told;
  private boolean awaited;

  Spawned(long id, @Nullable String name, Future<T> future) {
    this.id = id;
    this.name = name;
    this.future = future;
  }

  /// Where it stands.
  public abstract Task.State state();

  /// Polls its future once.
  ///
  /// @return whether it has ended
  final boolean proceed(Turn turn, Waker waker) {
    turn.begin();
    var polled = Polled.<T>of(future, waker);
    blocker = turn.end();
    if (!(polled instanceof Ready<T> ready)) return false;
    outcome = ready;
    return true;
  }

  /// Closes its future, and ends with `cause`, or with what closing threw.
  final void abandon(Throwable cause) {
    try {
      future.close();
      outcome = Polled.failed(cause);
    } catch (Throwable thrown) {
      outcome = Polled.failed(thrown);
    }
  }

  final CancellationException cancelledException() {
    return new CancellationException(name() + " was cancelled");
  }

  /// What it came to, for who awaits it.
  final Ready<T> awaited() {
    if (awaited) throw new IllegalStateException(name() + " has been awaited already");
    awaited = true;
    return ended();
  }

  private Ready<T> ended() {
    var ready = outcome;
    if (ready == null) {
      throw new IllegalStateException(
          "%s has not ended: run() the loop, blockOn() the task, or await it".formatted(this));
    }
    told = true;
    return ready;
  }

  @Override
  public T result() {
    return ended().get();
  }

  @Override
  public boolean isDone() {
    return outcome != null;
  }

  @Override
  public String name() {
    return name == null ? "task-" + id : name;
  }

  /// What it waits for, in words, as far as its executor knows: the last thing its future asked
  /// for.
  String waitsFor() {
    if (blocker instanceof JoinHandle<?> task) return "the end of " + task.name();
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
    var state = state();
    var waits = state == Task.State.IDLE ? ", waits for " + waitsFor() : "";
    return name() + " (" + state + waits + ")";
  }
}
