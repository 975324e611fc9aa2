package asynclab.executor;

import asynclab.futures.Future;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/// Who polls futures, and when: each whenever it was woken.
public interface Executor {
  /// A new task, which is polled soon. A task that fails, its poll throws for instance, harms no
  /// other.
  ///
  /// @throws IllegalStateException when the executor takes no more
  <T> JoinHandle<T> spawn(Future<T> future);

  /// The same, with a name for messages and pictures.
  <T> JoinHandle<T> spawn(String name, Future<T> future);

  /// Keeps this thread until `future` has ended, and returns its value or throws its failure, the
  /// very same.
  ///
  /// @throws InterruptedException when the thread is interrupted: `future` is cancelled then
  /// @throws IllegalStateException inside a task: it would keep the thread from the others
  <T> T blockOn(Future<T> future) throws IOException, InterruptedException;

  /// `future` as a task that completes a future of the JDK, on the thread that polls it. Cancelling
  /// that cancels the task.
  default <T> CompletableFuture<T> toCompletable(Future<T> future) {
    var completed = new CompletableFuture<T>();
    var task = spawn(new Completing<>(future, completed));
    var _ =
        completed.whenComplete((_, _) -> {
          if (completed.isCancelled()) task.cancel();
        });
    return completed;
  }
}
