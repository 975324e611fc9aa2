package asynclab.notebook.checks;

import asynclab.futures.Future;
import java.util.List;

/// The exercise `10.shutdown`: an executor that ends and forgets nobody.
@FunctionalInterface
public interface Shutdown {
  /// A new executor, with no task.
  Tasks open();

  /// Its tasks.
  interface Tasks {
    /// A new task, which is ready for its first poll.
    void spawn(String name, Future<?> future);

    /// Polls those that are ready when it begins, each once.
    void runReady();

    /// Closes the future of every task that has not ended, once, in the order in which they were
    /// spawned, and gives their names; the name of one whose `close` throws ends with `!`. After
    /// that there is no task, and wakers do nothing.
    List<String> shutdown();
  }
}
