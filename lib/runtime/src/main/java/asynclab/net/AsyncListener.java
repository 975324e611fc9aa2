package asynclab.net;

import asynclab.executor.Reactor;
import asynclab.executor.Watch;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.poll.ListeningSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// A socket that others connect to, and whose next connection is a future.
public final class AsyncListener implements AutoCloseable {
  private final Reactor reactor;
  private final ListeningSocket listener;
  private @Nullable Watch watch;

  private AsyncListener(Reactor reactor, ListeningSocket listener) {
    this.reactor = reactor;
    this.listener = listener;
  }

  /// Listens on an address of this machine; port 0 takes any that is free.
  ///
  /// @throws IOException `EADDRINUSE` when somebody else listens there
  public static AsyncListener bind(Reactor reactor, InetSocketAddress address) throws IOException {
    return of(reactor, reactor.listen(address));
  }

  /// Listens on a free port of this machine's loopback address, where nobody outside can connect.
  public static AsyncListener loopback(Reactor reactor) throws IOException {
    return bind(reactor, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
  }

  /// Takes over an open listener, and closes it in the end.
  public static AsyncListener of(Reactor reactor, ListeningSocket listener) {
    return new AsyncListener(reactor, listener);
  }

  /// The next connection. One future at a time may wait for it.
  public Future<AsyncStream> accept() {
    return new Attempt<>() {
      @Override
      Polled<AsyncStream> proceed() throws IOException {
        var accepted = listener.accept();
        if (accepted.isEmpty()) return Polled.pending();
        return Polled.ready(AsyncStream.of(reactor, accepted.get()));
      }

      @Override
      Future<Void> readiness() {
        return watch().readableAgain();
      }

      @Override
      IOException named(IOException failure) {
        return AsyncStream.named(failure, listener.toString());
      }
    };
  }

  private Watch watch() {
    if (watch == null) watch = reactor.watch(listener);
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
