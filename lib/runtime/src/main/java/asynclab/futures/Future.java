package asynclab.futures;

/// A computation that goes on only when it is polled. Making one does nothing.
///
/// Threads: a future is polled by one thread at a time, and belongs to whoever polls it.
///
/// @param <T> what it comes to
@FunctionalInterface
public interface Future<T> extends AutoCloseable {
  /// Goes on as far as possible without waiting.
  ///
  /// Whoever returns [Pending] has seen to it that `waker` is called when it is worth asking again.
  /// Only the waker of the latest poll counts.
  ///
  /// @throws IllegalStateException when it was ready before: a future is ready once
  Polled<T> poll(Waker waker);

  /// Gives the computation up, and what it holds back. Nobody polls it after that. Closing twice,
  /// or after the end, does nothing.
  @Override
  default void close() {}
}
