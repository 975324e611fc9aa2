package asynclab.notebook.checks;

import asynclab.executor.Reactor;
import asynclab.futures.Future;

/// The exercise `12c.busy`: to wait for something that tells nobody when it is done.
@FunctionalInterface
public interface BusyWait {
  /// What `job` comes to. It asks at once; while the job is not done it sleeps on `clock` and asks
  /// again: after 10 ms, then 20, 40, and so on, twice as long each time, but never longer than a
  /// second.
  Future<String> result(Reactor clock, Job job);

  /// Work on another machine. Each question is a message.
  interface Job {
    /// Whether it is done.
    boolean isDone();

    /// What it came to.
    ///
    /// @throws IllegalStateException when it is not done
    String result();
  }
}
