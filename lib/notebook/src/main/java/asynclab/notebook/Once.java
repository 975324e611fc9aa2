package asynclab.notebook;

import java.util.Optional;
import java.util.concurrent.Callable;

/// What is found out when it is first asked for, and once. An attempt that failed is made again at
/// the next question. One thread at a time asks.
final class Once<T> {
  private final Callable<T> work;
  private Optional<T> found = Optional.empty();

  Once(Callable<T> work) {
    this.work = work;
  }

  /// What was found.
  ///
  /// @throws IllegalStateException when the work failed, or the thread was interrupted meanwhile
  T get() {
    if (found.isEmpty()) found = Optional.of(find());
    return found.get();
  }

  private T find() {
    try {
      return work.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while it was measured: ask again", e);
    } catch (Exception e) {
      throw new IllegalStateException("could not be measured: " + e, e);
    }
  }
}
