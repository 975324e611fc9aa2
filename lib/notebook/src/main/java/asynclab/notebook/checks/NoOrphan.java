package asynclab.notebook.checks;

import asynclab.executor.Executor;
import asynclab.futures.Future;

/// The exercise `12c.leaked`: a request, and what runs beside it.
@FunctionalInterface
public interface NoOrphan {
  /// Comes to what `work` comes to. From its first poll until its end `beat`, which has no end of
  /// its own, runs beside it. When this future ends, by a value or a failure, or is closed, `beat`
  /// is closed too, at the latest at the next turn of `executor`.
  Future<String> serve(Executor executor, Future<String> work, Future<Void> beat);
}
