package asynclab.notebook.checks;

import asynclab.futures.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The exercise `12b.retry`: to try again, as long as somebody pays for it.
@FunctionalInterface
public interface Retry {
  /// A future that makes a `request` when it is polled first, and comes to what that comes to. When
  /// the request fails it takes one from the `budget`; if that answers true, it makes another
  /// request, and otherwise it fails as the last request did.
  ///
  /// A request that was cancelled ([java.util.concurrent.CancellationException]) is not made again:
  /// somebody wanted it to end. Closing closes the request under way.
  Future<String> of(Supplier<Future<String>> request, BooleanSupplier budget);
}
