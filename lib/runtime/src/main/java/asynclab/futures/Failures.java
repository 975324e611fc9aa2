package asynclab.futures;

import org.jspecify.annotations.Nullable;

/// When more than one thing goes wrong, the first is thrown and the others hang on it, as in
/// try-with-resources.
final class Failures {
  private Failures() {}

  /// How a future ends whose clean-up failed after it was ready.
  static <T> Ready<T> later(Ready<T> ready, Throwable failure) {
    return Polled.failed(
        ready instanceof Ready.Failure<T>(var first) ? both(first, failure) : failure);
  }

  /// The first, with the second hung on it.
  @SuppressWarnings("ReferenceEquality") // an exception may not be suppressed by itself
  static Throwable both(@Nullable Throwable first, Throwable second) {
    if (first == null) return second;
    if (first != second) first.addSuppressed(second);
    return first;
  }
}
