package asynclab.bench;

import java.io.IOException;

/// A server that sends back what it receives, in the thread that runs it.
public interface Echo extends AutoCloseable {
  /// The port it listens on.
  int port() throws IOException;

  /// Serves until [#stop].
  void run() throws IOException;

  /// Ends [#run], from any thread.
  void stop();

  @Override
  void close() throws IOException;
}
