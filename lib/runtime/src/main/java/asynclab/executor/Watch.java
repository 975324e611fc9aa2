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

  /// Ends watching. Whoever waits goes on, and finds out by asking the source.
  @Override
  void close() throws IOException;
}
