package asynclab.poll;

import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// A socket that others connect to. It never blocks.
public final class TcpListener extends Descriptor implements ListeningSocket {
  private TcpListener(int fd) {
    super(fd);
  }

  /// Listens on an address of this machine; port 0 takes any that is free.
  ///
  /// @throws IOException `EADDRINUSE` when somebody else listens there
  public static TcpListener bind(InetSocketAddress address) throws IOException {
    return new TcpListener(CALLS.listener(address));
  }

  /// Listens on a free port of this machine's loopback address, where nobody outside can connect.
  public static TcpListener loopback() throws IOException {
    return bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
  }

  /// The next connection, or empty when nobody is waiting.
  ///
  /// A caller that gave up before it was accepted (`ECONNABORTED`) is passed over.
  ///
  /// @throws IOException `EMFILE` when this process has no descriptor left (`ENFILE`: the machine):
  ///   the caller stays in the queue and is reported again, so close something before you go on
  @Override
  public Optional<TcpStream> accept() throws IOException {
    var result = CALLS.accept(fd());
    while (result == -Errno.ECONNABORTED.code()) {
      result = CALLS.accept(fd());
    }
    if (result == -Errno.EAGAIN.code()) return Optional.empty();
    if (result < 0) throw new SyscallException("accept", Errno.of(-result));
    return Optional.of(new TcpStream(result));
  }

  @Override
  public InetSocketAddress address() throws IOException {
    return CALLS.localAddress(fd());
  }

  /// The port it listens on.
  public int port() throws IOException {
    return address().getPort();
  }
}
