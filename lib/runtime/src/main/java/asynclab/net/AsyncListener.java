package asynclab.net;

import asynclab.executor.EventLoop;
import asynclab.executor.Watch;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.poll.TcpListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// A socket that others connect to, and whose next connection is a future.
public final class AsyncListener implements AutoCloseable {
  private final EventLoop loop;
  private final TcpListener listener;
  private @Nullable Watch watch;

  private AsyncListener(EventLoop loop, TcpListener listener) {
    this.loop = loop;
    this.listener = listener;
  }

  /// Listens on an address of this machine; port 0 takes any that is free.
  ///
  /// @throws IOException `EADDRINUSE` when somebody else listens there
  public static AsyncListener bind(EventLoop loop, InetSocketAddress address) throws IOException {
    return of(loop, TcpListener.bind(address));
  }

  /// Listens on a free port of this machine's loopback address, where nobody outside can connect.
  public static AsyncListener loopback(EventLoop loop) throws IOException {
    return of(loop, TcpListener.loopback());
  }

  /// Takes over an open listener, and closes it in the end.
  public static AsyncListener of(EventLoop loop, TcpListener listener) {
    return new AsyncListener(loop, listener);
  }

  /// The next connection. One future at a time may wait for it.
  public Future<AsyncStream> accept() {
    return new Attempt<>() {
      @Override
      Polled<AsyncStream> proceed() throws IOException {
        var accepted = listener.accept();
        if (accepted.isEmpty()) return Polled.pending();
        return Polled.ready(AsyncStream.of(loop, accepted.get()));
      }

      @Override
      Future<Void> readiness() {
        return watch().readable();
      }

      @Override
      IOException named(IOException failure) {
        return AsyncStream.named(failure, listener.toString());
      }
    };
  }

  private Watch watch() {
    if (watch == null) watch = loop.watch(listener);
    return watch;
  }

  /// Where it listens.
  public InetSocketAddress address() throws IOException {
    return listener.address();
  }

  /// Nobody can connect any more. A future that waits on it fails with an [IllegalStateException].
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
