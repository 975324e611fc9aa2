package asynclab.notebook.ladder;

import asynclab.futures.Waker;

/// The waker of one task: however often it is called, the task is queued once, until its turn has
/// come.
///
/// Threads: [#wake] may come from any; the rest from the executor's.
public interface TaskWaker extends Waker {
  /// Queues the task, unless it is queued already or has ended.
  @Override
  void wake();

  /// The task was taken out of the queue and is about to be polled: a wake from here on is news.
  void begin();

  /// The task has ended: a wake from here on queues nothing.
  void end();
}
