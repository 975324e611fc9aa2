package asynclab.fibers;

import asynclab.poll.TcpListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// A [TcpListener] whose `accept` parks the fiber until somebody connects.
public final class FiberListener implements AutoCloseable {
  private final TcpListener listener;
  private @Nullable Watch watch;

  private FiberListener(TcpListener listener) {
    this.listener = listener;
  }

  /// Listens on a free port of this machine's loopback address, where nobody outside can connect.
  public static FiberListener loopback() throws IOException {
    return of(TcpListener.loopback());
  }

  /// Takes over an open listener, and closes it in the end.
  public static FiberListener of(TcpListener listener) {
    return new FiberListener(listener);
  }

  /// The next connection; waits for it.
  ///
  /// @throws IOException as [TcpListener#accept] does
  /// @throws IllegalStateException when the listener is closed, before or meanwhile
  public FiberStream accept() throws IOException {
    while (true) {
      var accepted = listener.accept();
      if (accepted.isPresent()) return FiberStream.of(accepted.get());
      watch().awaitReadable();
    }
  }

  private Watch watch() {
    if (watch == null) watch = Fiber.current().scheduler.watches.open(listener);
    return watch;
  }

  /// Where it listens.
  public InetSocketAddress address() throws IOException {
    return listener.address();
  }

  @Override
  public void close() throws IOException {
    try {
      if (watch != null) watch.close();
    } finally {
      listener.close();
    }
  }

  @Override
  public String toString() {
    return listener.toString();
  }
}
