package asynclab.executor;

import asynclab.futures.Future;
import java.io.IOException;

/// The place where futures wait for one source: one that wants to read, and one that wants to
/// write.
public interface Watch extends AutoCloseable {
  /// Ready when a read of the source need not wait, or would fail. One future at a time may wait
  /// for that: a second one fails with an [IllegalStateException].
  Future<Void> readable();

  /// The same for a write.
  Future<Void> writable();

  /// Whether [#readableAgain] tells of all that comes from now on, also of what comes while nobody
  /// waits. Then a read that has not filled its buffer is as good as one that would have blocked,
  /// and to wait costs no system call. No longer so when the end was told, for nothing comes after
  /// that.
  default boolean tellsMore() {
    return false;
  }

  /// [#readable], for somebody whose last read would have blocked: ready when something has come
  /// since, and now and then for nothing.
  default Future<Void> readableAgain() {
    return readable();
  }

  /// The same for a write.
  default Future<Void> writableAgain() {
    return writable();
  }

  /// Ends watching. Whoever waits goes on, and finds out by asking the source.
  @Override
  void close() throws IOException;
}
