package asynclab.net;

import asynclab.executor.Reactor;
import asynclab.executor.Watch;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.poll.UdpSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A socket for datagrams whose sends and receives are futures. Nothing is done before they are
/// polled.
///
/// One future at a time may wait to receive, and one to send. Closing one that waits gives up the
/// waiting; the socket stays. As with streams, some calls in a row are followed by a turn of the
/// others.
public final class AsyncUdp implements AutoCloseable {
  private final Reactor reactor;
  private final UdpSocket socket;
  private @Nullable Watch watch;

  private AsyncUdp(Reactor reactor, UdpSocket socket) {
    this.reactor = reactor;
    this.socket = socket;
  }

  /// A socket at an address of this machine; port 0 takes any that is free.
  ///
  /// @throws IOException `EADDRINUSE` when somebody else has it
  public static AsyncUdp bind(Reactor reactor, InetSocketAddress address) throws IOException {
    return of(reactor, UdpSocket.bind(address));
  }

  /// A socket at a free port of this machine's loopback address, which nobody outside can reach.
  public static AsyncUdp loopback(Reactor reactor) throws IOException {
    return of(reactor, UdpSocket.loopback());
  }

  /// Takes over an open socket, and closes it in the end.
  public static AsyncUdp of(Reactor reactor, UdpSocket socket) {
    return new AsyncUdp(reactor, socket);
  }

  /// Sends what remains in the buffer as one datagram. Ready when the kernel has taken it, which
  /// does not mean that it arrives.
  ///
  /// @param buffer a direct buffer
  public Future<Void> send(ByteBuffer buffer, InetSocketAddress address) {
    return sending(() -> socket.send(buffer, address));
  }

  /// The same to whom the socket is connected to.
  public Future<Void> send(ByteBuffer buffer) {
    return sending(() -> socket.send(buffer));
  }

  /// Receives one datagram; comes to who sent it. It fails with `EMSGSIZE` when the buffer has not
  /// room for all of it, and with `ECONNREFUSED` when one that was sent before found nobody and the
  /// socket is connected.
  ///
  /// @param buffer a direct buffer with room
  public Future<InetSocketAddress> receive(ByteBuffer buffer) {
    return new Call<>() {
      @Override
      Polled<InetSocketAddress> proceed() throws IOException {
        var sender = socket.receive(buffer);
        return sender.isEmpty() ? Polled.pending() : Polled.ready(sender.get());
      }

      @Override
      Future<Void> readiness() {
        return watch().readableAgain();
      }
    };
  }

  private interface Sending {
    int send() throws IOException;
  }

  private Future<Void> sending(Sending call) {
    return new Call<>() {
      @Override
      Polled<Void> proceed() throws IOException {
        return call.send() == UdpSocket.WOULD_BLOCK ? Polled.pending() : Polled.done();
      }

      @Override
      Future<Void> readiness() {
        return watch().writableAgain();
      }
    };
  }

  /// By whoever comes first: sender and receiver may be on two threads.
  private synchronized Watch watch() {
    if (watch == null) watch = reactor.watch(socket);
    return watch;
  }

  /// The address of this socket.
  public InetSocketAddress address() throws IOException {
    return socket.address();
  }

  /// The socket beneath, to connect it for instance.
  public UdpSocket socket() {
    return socket;
  }

  /// Closes the socket. A future that waits on it fails with an [IllegalStateException].
  @Override
  public void close() throws IOException {
    try {
      if (watch != null) watch.close();
    } finally {
      socket.close();
    }
  }

  @Override
  public String toString() {
    return socket.toString();
  }

  /// A send or a receive of this socket. What fails names the socket already.
  private abstract static class Call<T> extends Attempt<T> {
    @Override
    IOException named(IOException failure) {
      return failure;
    }
  }
}
