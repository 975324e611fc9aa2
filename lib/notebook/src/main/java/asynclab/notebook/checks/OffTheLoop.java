package asynclab.notebook.checks;

import asynclab.executor.Runtime;
import asynclab.futures.Future;
import java.util.List;
import java.util.concurrent.Callable;

/// The exercise `12c.blocked`: calls that block, from a task.
@FunctionalInterface
public interface OffTheLoop {
  /// What all of `calls` return, in their order, or the failure of one. Each of them blocks the
  /// thread it is called on. They are called at the same time, none before the first poll, and none
  /// on the thread that polls.
  Future<List<String>> all(Runtime runtime, List<Callable<String>> calls);
}
