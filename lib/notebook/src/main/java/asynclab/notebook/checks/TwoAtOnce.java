package asynclab.notebook.checks;

import asynclab.futures.Future;

/// The exercise `10.two-at-once`: an executor that can be one of several.
@FunctionalInterface
public interface TwoAtOnce {
  /// A new executor, with no task.
  Executor open();

  /// One thread's executor. Wakers may be called at any time, also within a poll and after the end.
  interface Executor {
    /// A new task, which is ready for its first poll.
    void spawn(Future<?> future);

    /// Polls those that are ready when it begins, each once, in the order in which they became so;
    /// whoever is woken meanwhile waits for the next call. A task that has ended, or whose poll has
    /// thrown, is not polled again.
    void runReady();
  }
}
