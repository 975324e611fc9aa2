package asynclab.notebook;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A model's body under way, on a thread of its own: it may hang, and the notebook must not.
///
/// @param thread the one that runs it: the model's caller
record BodyRun(Thread thread, FutureTask<Void> task) {
  private static final long GRACE_MILLIS = 500;

  /// How a body ended.
  ///
  /// @param ended whether it came back at all
  /// @param thrown what it threw
  record End(boolean ended, Optional<Throwable> thrown) {}

  static BodyRun start(String name, Models.Body body, Job job) {
    var task =
        new FutureTask<Void>(() -> {
          body.run(job);
          return null;
        });
    return new BodyRun(Thread.ofPlatform().daemon().name("caller of " + name).start(task), task);
  }

  /// Waits for the end, twenty units at most and five seconds more.
  End end() throws InterruptedException {
    return end(20 * Unit.millis() + 5_000);
  }

  /// Waits for the end, so long at most; whoever hangs is interrupted then.
  End end(long millis) throws InterruptedException {
    try {
      var _ = task.get(millis, TimeUnit.MILLISECONDS);
      return new End(true, Optional.empty());
    } catch (ExecutionException e) {
      return new End(true, Optional.of(Objects.requireNonNullElse(e.getCause(), e)));
    } catch (CancellationException | TimeoutException hung) {
      thread.interrupt();
      thread.join(GRACE_MILLIS);
      return new End(false, Optional.empty());
    } catch (InterruptedException stopped) {
      thread.interrupt();
      throw stopped;
    }
  }
}
