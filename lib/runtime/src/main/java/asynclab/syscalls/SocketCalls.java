package asynclab.syscalls;

import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/// The calls that a socket needs, for TCP and for UDP, the same on every system: what
/// `asynclab.poll` is built on.
///
/// Sockets that come from here do not block and are closed when another program is executed. A
/// descriptor is an int on every system. The calls that a loop makes again and again answer as a
/// kernel does, with a result of at least 0 or the negative [Errno#code]; the others throw.
///
/// Threads: any thread may call, as with the calls beneath.
public interface SocketCalls {
  /// How many connections of a [#listener] may wait to be accepted.
  int BACKLOG = 1024;

  /// Those of this system. The only place that chooses.
  static SocketCalls ofSystem() {
    return switch (Os.current()) {
      case LINUX, MACOS, FREEBSD, NETBSD, OPENBSD -> new PosixSockets();
      case WINDOWS -> new Winsock();
    };
  }

  /// A new socket for TCP.
  ///
  /// @param family [Sockets#AF_INET] or [Sockets#AF_INET6]
  int socket(int family) throws SyscallException;

  /// A new socket for TCP, of the family that `address` belongs to.
  default int socketFor(InetSocketAddress address) throws SyscallException {
    return socket(family(address));
  }

  /// The family that `address` belongs to.
  static int family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address ? Sockets.AF_INET6 : Sockets.AF_INET;
  }

  /// A new socket that listens on an address of this machine; port 0 takes any that is free.
  ///
  /// @throws SyscallException `EADDRINUSE` when somebody else listens there
  default int listener(InetSocketAddress address) throws SyscallException {
    var fd = socketFor(address);
    try {
      reuseAddress(fd);
      bind(fd, address);
      listen(fd, BACKLOG);
      return fd;
    } catch (SyscallException | RuntimeException e) {
      close(fd);
      throw e;
    }
  }

  /// A new socket for UDP.
  ///
  /// @param family [Sockets#AF_INET] or [Sockets#AF_INET6]
  int datagramSocket(int family) throws SyscallException;

  /// A new socket for UDP with an address of this machine; port 0 takes any that is free.
  ///
  /// @throws SyscallException `EADDRINUSE` when somebody else has it
  default int datagramSocketAt(InetSocketAddress address) throws SyscallException {
    var fd = datagramSocket(family(address));
    try {
      bind(fd, address);
      return fd;
    } catch (SyscallException | RuntimeException e) {
      close(fd);
      throw e;
    }
  }

  /// Lets a port be taken at once that an earlier program of ours listened on.
  void reuseAddress(int fd) throws SyscallException;

  /// Gives the socket an address of this machine; port 0 takes any that is free.
  void bind(int fd, InetSocketAddress address) throws SyscallException;

  /// Lets others connect; at most `backlog` of them wait to be accepted.
  void listen(int fd, int backlog) throws SyscallException;

  /// The next connection, or the negative error number: `EAGAIN` when nobody is waiting.
  int accept(int fd);

  /// Begins to connect: the socket becomes writable when the attempt has ended, and [#error] says
  /// how.
  ///
  /// @return whether the connection stands already
  boolean connect(int fd, InetSocketAddress address) throws SyscallException;

  /// What waits to be told of the socket (`SO_ERROR`), and clears it: [Errno#code] of it, or 0.
  int error(int fd) throws SyscallException;

  /// Reads at most `count` bytes: how many came (0 is the end), or the negative error number.
  int read(int fd, MemorySegment buffer, long count);

  /// Writes at most `count` bytes: how many the kernel took, or the negative error number.
  int write(int fd, MemorySegment bytes, long count);

  /// Sends the first `count` bytes as one datagram, which goes whole or not at all: how many were
  /// sent, or the negative error number.
  int sendTo(int fd, MemorySegment bytes, long count, InetSocketAddress address);

  /// Receives one datagram. Of one that is longer than the buffer the beginning is there, and the
  /// result says so: with its length, or with `EMSGSIZE` where the system does not tell that.
  Received receiveFrom(int fd, MemorySegment buffer);

  /// Whether small writes leave at once (`TCP_NODELAY`).
  void noDelay(int fd, boolean on) throws SyscallException;

  /// Makes [#close] send a reset instead of an orderly end.
  void resetOnClose(int fd) throws SyscallException;

  /// Ends our direction: the other side reads an end.
  void shutdownOutput(int fd) throws SyscallException;

  /// The address of this end.
  InetSocketAddress localAddress(int fd) throws SyscallException;

  /// The address of the other end.
  ///
  /// @throws SyscallException `ENOTCONN` as long as there is none
  InetSocketAddress peerAddress(int fd) throws SyscallException;

  /// Gives the descriptor back. Its number may be handed out again at once.
  void close(int fd) throws SyscallException;
}
