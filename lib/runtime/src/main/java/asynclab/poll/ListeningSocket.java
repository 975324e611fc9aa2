package asynclab.poll;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/// A socket that others connect to, and that never blocks: [TcpListener] is the system's; a
/// simulated network has its own.
public interface ListeningSocket extends Source, AutoCloseable {
  /// The next connection, or empty when nobody is waiting.
  ///
  /// @throws IOException `EMFILE` when there is no descriptor left: the caller stays in the queue
  Optional<? extends StreamSocket> accept() throws IOException;

  /// Where it listens.
  InetSocketAddress address() throws IOException;

  @Override
  void close() throws IOException;
}
