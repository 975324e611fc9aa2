package asynclab.notebook.checks;

import asynclab.futures.Future;
import java.util.function.Consumer;

/// The exercise `10.closing`: work with something whose end has to be awaited.
@FunctionalInterface
public interface Closing {
  /// A future that polls `work`, then `bye` to its end, and then tells what `work` came to, value
  /// or failure.
  ///
  /// Closed before that, it closes `work` if it has not ended, and hands `bye` to `spawn`, with
  /// whatever is left of it to do; it waits for nothing itself. `bye` is never closed, and neither
  /// polled by two nor handed over twice.
  Future<String> of(Future<String> work, Future<String> bye, Consumer<Future<?>> spawn);
}
