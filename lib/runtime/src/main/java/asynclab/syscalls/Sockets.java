package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;

/// The socket calls, `<sys/socket.h>`: one method for each, addresses as Java's own.
///
/// The numbers are this system's. macOS has neither `SOCK_NONBLOCK` nor `SOCK_CLOEXEC` (they are 0
/// there) nor `accept4`; what needs a socket on any system asks [SocketCalls].
///
/// @see <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7)</a>
public final class Sockets {
  public static final int AF_UNIX = 1;
  public static final int AF_INET = 2;
  public static final int AF_INET6 = Numbers.here("AF_INET6");
  public static final int SOCK_STREAM = 1;
  public static final int SOCK_DGRAM = 2;
  public static final int SOCK_NONBLOCK = Numbers.here("SOCK_NONBLOCK");
  public static final int SOCK_CLOEXEC = Numbers.here("SOCK_CLOEXEC");
  public static final int SOL_SOCKET = Numbers.here("SOL_SOCKET");
  public static final int SO_REUSEADDR = Numbers.here("SO_REUSEADDR");
  public static final int SO_ERROR = Numbers.here("SO_ERROR");
  public static final int SO_SNDBUF = Numbers.here("SO_SNDBUF");
  public static final int SO_RCVBUF = Numbers.here("SO_RCVBUF");
  public static final int SO_LINGER = Numbers.here("SO_LINGER");
  public static final int MSG_TRUNC = Numbers.here("MSG_TRUNC");
  public static final int IPPROTO_TCP = 6;
  public static final int TCP_NODELAY = 1;
  public static final int SHUT_RD = 0;
  public static final int SHUT_WR = 1;
  public static final int SHUT_RDWR = 2;

  /// Where a struct's length stands in the scratch bytes: behind the largest address.
  private static final long LENGTH = 32;

  private static final MethodHandle SOCKET = Native.bindInt("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle SOCKETPAIR =
      Native.bindInt("socketpair", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle BIND = Native.bindInt("bind", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle LISTEN = Native.bindInt("listen", JAVA_INT, JAVA_INT);
  private static final MethodHandle ACCEPT4 =
      Native.bindInt("accept4", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
  private static final MethodHandle ACCEPT = Native.bindInt("accept", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle CONNECT =
      Native.bindInt("connect", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle GETSOCKNAME =
      Native.bindInt("getsockname", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle GETPEERNAME =
      Native.bindInt("getpeername", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle GETSOCKOPT =
      Native.bindInt("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle SETSOCKOPT =
      Native.bindInt("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SENDTO =
      Native.bindLong("sendto", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle RECVFROM =
      Native.bindLong("recvfrom", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle SHUTDOWN = Native.bindInt("shutdown", JAVA_INT, JAVA_INT);

  private Sockets() {}

  /// A new socket; `type` may carry `SOCK_NONBLOCK` and `SOCK_CLOEXEC`.
  public static int socket(int domain, int type, int protocol) throws SyscallException {
    return (int)
        Native.call(
            "socket", -1, frame -> (int) SOCKET.invokeExact(frame.errno, domain, type, protocol));
  }

  /// Two connected sockets of `AF_UNIX`: what is written to one is read from the other.
  public static Unistd.Pair socketpair(int type) throws SyscallException {
    return Unistd.Pair.of(
        "socketpair",
        fds -> frame -> (int) SOCKETPAIR.invokeExact(frame.errno, AF_UNIX, type, 0, fds));
  }

  /// Gives the socket an address of this machine.
  public static void bind(int fd, InetSocketAddress address) throws SyscallException {
    var result =
        Native.raw(frame -> {
          var length = Sockaddr.write(frame.scratch, address);
          return (int) BIND.invokeExact(frame.errno, fd, frame.scratch, length);
        });
    if (result < 0) throw refused("bind", result, address);
  }

  /// Lets others connect; at most `backlog` of them wait to be accepted.
  public static void listen(int fd, int backlog) throws SyscallException {
    var _ = Native.call("listen", fd, frame -> (int) LISTEN.invokeExact(frame.errno, fd, backlog));
  }

  /// The next connection, or the negative error number (`EAGAIN`: nobody is waiting).
  public static int accept4Raw(int fd, int flags) {
    return (int)
        Native.raw(frame ->
            (int)
                ACCEPT4.invokeExact(
                    frame.errno, fd, MemorySegment.NULL, MemorySegment.NULL, flags));
  }

  /// The next connection.
  public static int accept4(int fd, int flags) throws SyscallException {
    return (int) Native.check("accept4", fd, accept4Raw(fd, flags));
  }

  /// The same without flags, on every system: the new socket blocks, and on a BSD it has inherited
  /// from the listener whether it does.
  public static int acceptRaw(int fd) {
    return (int)
        Native.raw(frame ->
            (int) ACCEPT.invokeExact(frame.errno, fd, MemorySegment.NULL, MemorySegment.NULL));
  }

  /// Connects, or begins to.
  ///
  /// @throws SyscallException `EINPROGRESS` on a socket that does not block: wait until it is
  ///   writable, then ask for `SO_ERROR`
  public static void connect(int fd, InetSocketAddress address) throws SyscallException {
    var result =
        Native.raw(frame -> {
          var length = Sockaddr.write(frame.scratch, address);
          return (int) CONNECT.invokeExact(frame.errno, fd, frame.scratch, length);
        });
    if (result < 0) throw refused("connect", result, address);
  }

  /// The address of this end.
  public static InetSocketAddress getsockname(int fd) throws SyscallException {
    return address("getsockname", GETSOCKNAME, fd);
  }

  /// The address of the other end.
  public static InetSocketAddress getpeername(int fd) throws SyscallException {
    return address("getpeername", GETPEERNAME, fd);
  }

  /// An option whose value is an int. Reading `SO_ERROR` also clears it.
  public static int getsockopt(int fd, int level, int name) throws SyscallException {
    var scratch = Native.frame().scratch;
    var length = scratch.asSlice(LENGTH, Integer.BYTES);
    length.set(JAVA_INT, 0, Integer.BYTES);
    var _ =
        Native.call(
            "getsockopt",
            fd,
            frame -> (int) GETSOCKOPT.invokeExact(frame.errno, fd, level, name, scratch, length));
    return scratch.get(JAVA_INT, 0);
  }

  /// Sets an option whose value is an int.
  public static void setsockopt(int fd, int level, int name, int value) throws SyscallException {
    var _ =
        Native.call(
            "setsockopt",
            fd,
            frame -> {
              frame.scratch.set(JAVA_INT, 0, value);
              return (int)
                  SETSOCKOPT.invokeExact(
                      frame.errno, fd, level, name, frame.scratch, Integer.BYTES);
            });
  }

  /// Makes `close` send a reset (RST) instead of an orderly end: `SO_LINGER` with no time to
  /// linger.
  public static void resetOnClose(int fd) throws SyscallException {
    var _ =
        Native.call(
            "setsockopt",
            fd,
            frame -> {
              frame.scratch.set(JAVA_INT, 0, 1);
              frame.scratch.set(JAVA_INT, Integer.BYTES, 0);
              return (int)
                  SETSOCKOPT.invokeExact(
                      frame.errno, fd, SOL_SOCKET, SO_LINGER, frame.scratch, 2 * Integer.BYTES);
            });
  }

  /// Sends the first `count` bytes as one datagram: how many were sent, or the negative error
  /// number.
  public static int sendtoRaw(
      int fd, MemorySegment bytes, long count, int flags, InetSocketAddress address) {
    Native.checkRoom(bytes, count);
    return (int)
        Native.raw(frame -> {
          var to = frame.scratch;
          var length = Sockaddr.write(to, address);
          return (long) SENDTO.invokeExact(frame.errno, fd, bytes, count, flags, to, length);
        });
  }

  /// Receives one datagram. With `MSG_TRUNC`, on Linux, the result is its length also when the
  /// buffer has less room.
  public static Received recvfromRaw(int fd, MemorySegment buffer, int flags) {
    Native.checkRoom(buffer, buffer.byteSize());
    var from = Native.frame().scratch;
    var length = from.asSlice(LENGTH, Integer.BYTES);
    length.set(JAVA_INT, 0, (int) Sockaddr.IN6.byteSize());
    var result =
        (int)
            Native.raw(frame ->
                (long)
                    RECVFROM.invokeExact(
                        frame.errno, fd, buffer, buffer.byteSize(), flags, from, length));
    return Received.of(result, from);
  }

  /// Closes one direction, or both, of a connection; the descriptor stays open.
  public static void shutdown(int fd, int how) throws SyscallException {
    var _ = Native.call("shutdown", fd, frame -> (int) SHUTDOWN.invokeExact(frame.errno, fd, how));
  }

  private static InetSocketAddress address(String name, MethodHandle handle, int fd)
      throws SyscallException {
    var struct = Native.frame().scratch;
    var length = struct.asSlice(LENGTH, Integer.BYTES);
    length.set(JAVA_INT, 0, (int) Sockaddr.IN6.byteSize());
    var _ =
        Native.call(name, fd, frame -> (int) handle.invokeExact(frame.errno, fd, struct, length));
    return Sockaddr.read(struct);
  }

  private static SyscallException refused(String call, long result, InetSocketAddress address) {
    var errno = Errno.of((int) -result);
    return new SyscallException(call, errno, errno.meaning() + ", " + address);
  }
}
