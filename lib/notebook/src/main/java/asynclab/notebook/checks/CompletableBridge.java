package asynclab.notebook.checks;

import asynclab.futures.Future;
import java.util.concurrent.CompletableFuture;

/// The exercise `06.from-completable`: a polled future that waits for one of the JDK's.
@FunctionalInterface
public interface CompletableBridge {
  /// A future that comes to what `source` comes to. It blocks no thread, leaves one callback with
  /// `source` however often it is polled, and calls the waker of its latest poll. A failure is the
  /// one that `source` was completed with.
  Future<String> from(CompletableFuture<String> source);
}
