package asynclab.syscalls;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;

/// [SocketCalls] on Linux, macOS and the BSDs.
///
/// A socket is made not to block by the call that makes it, where the system can (`SOCK_NONBLOCK`,
/// `accept4`), and by two more calls on macOS, which cannot: there another program that is executed
/// in between inherits the descriptor.
final class PosixSockets implements SocketCalls {
  private static final int FLAGS = Sockets.SOCK_NONBLOCK | Sockets.SOCK_CLOEXEC;

  /// Longer than any datagram: its header has 16 bits for the length.
  private static final int DATAGRAM_BYTES_MAX = 65_536;

  private static final ThreadLocal<MemorySegment> DATAGRAM =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(DATAGRAM_BYTES_MAX));

  private final boolean hasFlags;
  private final boolean tellsLength;

  PosixSockets() {
    this(FLAGS != 0, Os.current() == Os.LINUX);
  }

  /// As on a system that has the flags, or has not, and that tells the length of a datagram that it
  /// cuts, or does not.
  PosixSockets(boolean hasFlags, boolean tellsLength) {
    this.hasFlags = hasFlags;
    this.tellsLength = tellsLength;
  }

  @Override
  public int socket(int family) throws SyscallException {
    return socket(family, Sockets.SOCK_STREAM);
  }

  @Override
  public int datagramSocket(int family) throws SyscallException {
    return socket(family, Sockets.SOCK_DGRAM);
  }

  private int socket(int family, int type) throws SyscallException {
    if (hasFlags) return Sockets.socket(family, type | FLAGS, 0);
    var fd = Sockets.socket(family, type, 0);
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
  public int sendTo(int fd, MemorySegment bytes, long count, InetSocketAddress address) {
    return Sockets.sendtoRaw(fd, bytes, count, 0, address);
  }

  /// Linux alone answers with a length beyond the room (`MSG_TRUNC`). Elsewhere the datagram comes
  /// into memory that no datagram fills, and what there is room for is copied.
  @Override
  public Received receiveFrom(int fd, MemorySegment buffer) {
    if (tellsLength) return Sockets.recvfromRaw(fd, buffer, Sockets.MSG_TRUNC);
    var whole = DATAGRAM.get();
    var received = Sockets.recvfromRaw(fd, whole, 0);
    var count = Math.clamp(received.result(), 0, buffer.byteSize());
    MemorySegment.copy(whole, 0, buffer, 0, count);
    return received;
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
