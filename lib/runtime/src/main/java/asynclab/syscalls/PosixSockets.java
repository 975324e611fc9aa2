package asynclab.syscalls;

import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;

/// [SocketCalls] on Linux, macOS and the BSDs.
///
/// A socket is made not to block by the call that makes it, where the system can (`SOCK_NONBLOCK`,
/// `accept4`), and by two more calls on macOS, which cannot: there another program that is executed
/// in between inherits the descriptor.
final class PosixSockets implements SocketCalls {
  private static final int FLAGS = Sockets.SOCK_NONBLOCK | Sockets.SOCK_CLOEXEC;

  private final boolean hasFlags;

  PosixSockets() {
    this(FLAGS != 0);
  }

  /// As on a system that has the flags, or has not.
  PosixSockets(boolean hasFlags) {
    this.hasFlags = hasFlags;
  }

  @Override
  public int socket(int family) throws SyscallException {
    if (hasFlags) return Sockets.socket(family, Sockets.SOCK_STREAM | FLAGS, 0);
    var fd = Sockets.socket(family, Sockets.SOCK_STREAM, 0);
    try {
      prepare(fd);
      return fd;
    } catch (SyscallException e) {
      Unistd.close(fd);
      throw e;
    }
  }

  private static void prepare(int fd) throws SyscallException {
    Fcntl.setNonblocking(fd, true);
    Fcntl.setCloseOnExec(fd);
  }

  @Override
  public int accept(int fd) {
    return hasFlags ? Sockets.accept4Raw(fd, FLAGS) : acceptAndPrepare(fd);
  }

  private static int acceptAndPrepare(int listener) {
    var fd = Sockets.acceptRaw(listener);
    if (fd < 0) return fd;
    try {
      prepare(fd);
      return fd;
    } catch (SyscallException e) {
      Unistd.closeRaw(fd);
      return -e.errno().code();
    }
  }

  @Override
  public void reuseAddress(int fd) throws SyscallException {
    Sockets.setsockopt(fd, Sockets.SOL_SOCKET, Sockets.SO_REUSEADDR, 1);
  }

  @Override
  public void bind(int fd, InetSocketAddress address) throws SyscallException {
    Sockets.bind(fd, address);
  }

  @Override
  public void listen(int fd, int backlog) throws SyscallException {
    Sockets.listen(fd, backlog);
  }

  @Override
  public boolean connect(int fd, InetSocketAddress address) throws SyscallException {
    try {
      Sockets.connect(fd, address);
      return true;
    } catch (SyscallException e) {
      // EINTR: a signal came, and the attempt goes on without us, as connect(2) says.
      if (e.errno() == Errno.EINPROGRESS || e.errno() == Errno.EINTR) return false;
      throw e;
    }
  }

  @Override
  public int error(int fd) throws SyscallException {
    return Sockets.getsockopt(fd, Sockets.SOL_SOCKET, Sockets.SO_ERROR);
  }

  @Override
  public int read(int fd, MemorySegment buffer, long count) {
    return (int) Unistd.readRaw(fd, buffer, Math.min(count, Integer.MAX_VALUE));
  }

  @Override
  public int write(int fd, MemorySegment bytes, long count) {
    return (int) Unistd.writeRaw(fd, bytes, Math.min(count, Integer.MAX_VALUE));
  }

  @Override
  public void noDelay(int fd, boolean on) throws SyscallException {
    Sockets.setsockopt(fd, Sockets.IPPROTO_TCP, Sockets.TCP_NODELAY, on ? 1 : 0);
  }

  @Override
  public void resetOnClose(int fd) throws SyscallException {
    Sockets.resetOnClose(fd);
  }

  @Override
  public void shutdownOutput(int fd) throws SyscallException {
    Sockets.shutdown(fd, Sockets.SHUT_WR);
  }

  @Override
  public InetSocketAddress localAddress(int fd) throws SyscallException {
    return Sockets.getsockname(fd);
  }

  @Override
  public InetSocketAddress peerAddress(int fd) throws SyscallException {
    return Sockets.getpeername(fd);
  }

  @Override
  public void close(int fd) throws SyscallException {
    Unistd.close(fd);
  }
}
