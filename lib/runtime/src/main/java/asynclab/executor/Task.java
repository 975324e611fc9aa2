package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import org.jspecify.annotations.Nullable;

/// A future that an [EventLoop] polls. It is a future itself: awaiting it joins it.
///
/// Closing a task gives up waiting for it, and not the task: [#cancel] does that.
public final class Task<T> implements Future<T> {
  /// Where a task stands.
  ///
  /// ```
  /// QUEUED -> IDLE    // polled, and pending
  /// IDLE   -> QUEUED  // woken; waking again changes nothing
  /// QUEUED -> DONE    // polled, and ready; or cancelled
  /// ```
  enum State {
    QUEUED,
    IDLE,
    DONE
  }

  final EventLoop loop;
  final long number;
  final Future<T> future;
  final Waker waker = this::woken;
  final String name;
  State state = State.QUEUED;
  @Nullable Ready<T> outcome;
  private @Nullable Waker joiner;

  Task(EventLoop loop, long number, String name, Future<T> future) {
    this.loop = loop;
    this.number = number;
    this.name = name;
    this.future = future;
  }

  private void woken() {
    loop.wake(this);
  }

  void end(Ready<T> ready) {
    outcome = ready;
    state = State.DONE;
    if (joiner != null) joiner.wake();
  }

  /// Ready when the task has ended.
  @Override
  public Polled<T> poll(Waker waker) {
    if (outcome != null) return outcome;
    joiner = waker;
    return Polled.pending();
  }

  /// Ends the task early: its future is closed.
  public void cancel() {
    loop.cancel(this);
  }

  @Override
  public String toString() {
    return name;
  }
}
