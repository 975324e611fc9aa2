package asynclab.notebook.checks;

import asynclab.futures.Future;
import java.util.function.Supplier;

/// The exercise `12b.deadline`: one deadline for three steps together.
@FunctionalInterface
public interface Deadline {
  /// A future that makes and runs `first`, then `second`, then `third`, and comes to what the last
  /// came to. The failure of a step is the failure of the whole, and no step comes after it.
  ///
  /// `alarm` makes an alarm, which begins with its first poll. When it is ready before the steps
  /// are, the step under way is closed and the whole fails with a
  /// [java.util.concurrent.TimeoutException]. What has not ended when the whole ends, or is closed,
  /// is closed.
  Future<String> of(
      Supplier<Future<String>> first,
      Supplier<Future<String>> second,
      Supplier<Future<String>> third,
      Supplier<Future<Void>> alarm);
}
