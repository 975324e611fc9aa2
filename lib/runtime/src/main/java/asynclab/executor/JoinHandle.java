package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;

/// A task that an executor polls, for those who want to know what becomes of it. It is a future
/// itself: awaiting it joins the task, once, and gives what it came to.
///
/// Closing it gives up waiting for the task, and not the task: [#cancel] does that.
///
/// Threads: [#cancel] and [#isDone] may come from anywhere.
///
/// @param <T> what the task comes to
public interface JoinHandle<T> extends Future<T> {
  /// Ready when the task has ended; who awaits it is told of its failure.
  ///
  /// @throws IllegalStateException when it is polled again after that
  @Override
  Polled<T> poll(Waker waker);

  /// Asks the task to end: its future is closed when its next turn comes, and whoever awaits it
  /// gets a [java.util.concurrent.CancellationException]. A task that has ended stays as it is.
  void cancel();

  /// Whether it has ended.
  boolean isDone();

  /// What it came to, once it has ended; may be asked again. Throws its failure, the very same.
  ///
  /// @throws IllegalStateException when it has not ended
  T result();

  /// The name it was given, or `task-` and its number.
  String name();
}
