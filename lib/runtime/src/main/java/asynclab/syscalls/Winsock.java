package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;

/// [SocketCalls] on Windows: Winsock, `<winsock2.h>`.
///
/// Some facts where it differs from the sockets it was made after. It has to be started
/// (`WSAStartup`), which this class does once. A socket is made overlapped, which any use with a
/// completion port needs, and not inherited by child processes; that it does not block is one more
/// call (`FIONBIO`), and a connection attempt that goes on says "would block", which is
/// `EINPROGRESS` elsewhere. A socket is no file, so `recv`, `send` and `closesocket` stand for
/// `read`, `write` and `close`.
///
/// @see <a href="https://learn.microsoft.com/windows/win32/api/winsock2/">winsock2.h</a>
final class Winsock implements SocketCalls {
  private static final short VERSION_2_2 = 0x202;
  static final long WSADATA_BYTES = 408;
  static final int WSA_FLAG_OVERLAPPED = 0x01;
  static final int WSA_FLAG_NO_HANDLE_INHERIT = 0x80;
  static final int FIONBIO = 0x8004667E;
  static final int SO_EXCLUSIVEADDRUSE = ~4; // of SO_REUSEADDR
  private static final int WSAEWOULDBLOCK = WindowsError.WSAEWOULDBLOCK.code();

  /// Where a length stands in the scratch bytes: behind the largest address.
  private static final long LENGTH = 32;

  private static final MethodHandle WSA_STARTUP =
      Win32.winsock("WSAStartup", JAVA_INT, JAVA_SHORT, ADDRESS);
  private static final MethodHandle SOCKET =
      Win32.winsock(
          "WSASocketW", JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle IOCTL =
      Win32.winsock("ioctlsocket", JAVA_INT, JAVA_LONG, JAVA_INT, ADDRESS);
  private static final MethodHandle BIND =
      Win32.winsock("bind", JAVA_INT, JAVA_LONG, ADDRESS, JAVA_INT);
  private static final MethodHandle LISTEN = Win32.winsock("listen", JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle ACCEPT =
      Win32.winsock("accept", JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle CONNECT =
      Win32.winsock("connect", JAVA_INT, JAVA_LONG, ADDRESS, JAVA_INT);
  private static final MethodHandle RECV =
      Win32.winsock("recv", JAVA_INT, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle SEND =
      Win32.winsock("send", JAVA_INT, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle GETSOCKOPT =
      Win32.winsock("getsockopt", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle SETSOCKOPT =
      Win32.winsock("setsockopt", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle GETSOCKNAME =
      Win32.winsock("getsockname", JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle GETPEERNAME =
      Win32.winsock("getpeername", JAVA_INT, JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle SHUTDOWN =
      Win32.winsock("shutdown", JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle CLOSESOCKET = Win32.winsock("closesocket", JAVA_INT, JAVA_LONG);

  static {
    if (Os.current() == Os.WINDOWS) start();
  }

  /// Once for the process; it ends with it. Its error is its result, not `WSAGetLastError`.
  private static void start() {
    try (var arena = Arena.ofConfined()) {
      var data = arena.allocate(WSADATA_BYTES, Long.BYTES);
      var result =
          (int)
              Win32.invoke(
                  Native.frame(),
                  frame -> (int) WSA_STARTUP.invokeExact(frame.errno, VERSION_2_2, data));
      if (result != 0) {
        throw new IllegalStateException(
            "WSAStartup failed (" + WindowsError.describe(result) + "): there are no sockets here");
      }
    }
  }

  @Override
  public int socket(int family) throws SyscallException {
    return socket(family, Sockets.SOCK_STREAM, Sockets.IPPROTO_TCP);
  }

  @Override
  public int datagramSocket(int family) throws SyscallException {
    return socket(family, Sockets.SOCK_DGRAM, 0);
  }

  private int socket(int family, int type, int protocol) throws SyscallException {
    var flags = WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT;
    var none = MemorySegment.NULL;
    var socket =
        (int)
            Win32.winsockCall(
                "WSASocketW",
                "",
                frame ->
                    (long) SOCKET.invokeExact(frame.errno, family, type, protocol, none, 0, flags));
    try {
      setNonblocking(socket);
      return socket;
    } catch (SyscallException e) {
      close(socket);
      throw e;
    }
  }

  private static void setNonblocking(int fd) throws SyscallException {
    var _ =
        Win32.winsockCall(
            "ioctlsocket",
            named(fd),
            frame -> {
              frame.scratch.set(JAVA_INT, 0, 1);
              return (int) IOCTL.invokeExact(frame.errno, (long) fd, FIONBIO, frame.scratch);
            });
  }

  /// `SO_EXCLUSIVEADDRUSE`, because on Windows `SO_REUSEADDR` would let another program take our
  /// port while we listen on it. An earlier program's port is free at once there without any
  /// option.
  @Override
  public void reuseAddress(int fd) throws SyscallException {
    setsockopt(fd, Sockets.SOL_SOCKET, SO_EXCLUSIVEADDRUSE, 1);
  }

  @Override
  public void bind(int fd, InetSocketAddress address) throws SyscallException {
    var _ =
        Win32.winsockCall(
            "bind",
            address.toString(),
            frame -> {
              var length = Sockaddr.write(frame.scratch, address);
              return (int) BIND.invokeExact(frame.errno, (long) fd, frame.scratch, length);
            });
  }

  @Override
  public void listen(int fd, int backlog) throws SyscallException {
    var _ =
        Win32.winsockCall(
            "listen",
            named(fd),
            frame -> (int) LISTEN.invokeExact(frame.errno, (long) fd, backlog));
  }

  /// The new socket is overlapped and does not block, like the listener that it comes from.
  @Override
  public int accept(int fd) {
    var none = MemorySegment.NULL;
    return (int)
        Win32.winsockRaw(frame -> (long) ACCEPT.invokeExact(frame.errno, (long) fd, none, none));
  }

  @Override
  public boolean connect(int fd, InetSocketAddress address) throws SyscallException {
    var frame = Native.frame();
    var length = Sockaddr.write(frame.scratch, address);
    var result =
        Win32.invoke(frame, f -> (int) CONNECT.invokeExact(f.errno, (long) fd, f.scratch, length));
    if (result == 0) return true;
    var code = Win32.lastWsaError(frame.errno);
    if (code == WSAEWOULDBLOCK) return false; // it has begun
    throw Win32.refused("connect", code, address.toString());
  }

  @Override
  public int error(int fd) throws SyscallException {
    var code = getsockopt(fd, Sockets.SOL_SOCKET, Sockets.SO_ERROR);
    return code == 0 ? 0 : -WindowsError.negative(code);
  }

  @Override
  public int read(int fd, MemorySegment buffer, long count) {
    Native.checkRoom(buffer, count);
    var frame = Native.frame();
    try {
      var room = (int) Math.min(count, Integer.MAX_VALUE);
      var result = (int) RECV.invokeExact(frame.errno, (long) fd, buffer, room, 0);
      return (int) Win32.orLastWsaError(frame.errno, result);
    } catch (Throwable e) {
      throw Native.unexpected(e);
    }
  }

  @Override
  public int write(int fd, MemorySegment bytes, long count) {
    Native.checkRoom(bytes, count);
    var frame = Native.frame();
    try {
      var length = (int) Math.min(count, Integer.MAX_VALUE);
      var result = (int) SEND.invokeExact(frame.errno, (long) fd, bytes, length, 0);
      return (int) Win32.orLastWsaError(frame.errno, result);
    } catch (Throwable e) {
      throw Native.unexpected(e);
    }
  }

  @Override
  public int sendTo(int fd, MemorySegment bytes, long count, InetSocketAddress address) {
    return WinsockDatagrams.sendTo(fd, bytes, count, address);
  }

  @Override
  public Received receiveFrom(int fd, MemorySegment buffer) {
    return WinsockDatagrams.receiveFrom(fd, buffer);
  }

  @Override
  public void noDelay(int fd, boolean on) throws SyscallException {
    setsockopt(fd, Sockets.IPPROTO_TCP, Sockets.TCP_NODELAY, on ? 1 : 0);
  }

  /// `struct linger` is two shorts on Windows.
  @Override
  public void resetOnClose(int fd) throws SyscallException {
    setsockopt(fd, Sockets.SOL_SOCKET, Sockets.SO_LINGER, 1);
  }

  @Override
  public void shutdownOutput(int fd) throws SyscallException {
    var _ =
        Win32.winsockCall(
            "shutdown",
            named(fd),
            frame -> (int) SHUTDOWN.invokeExact(frame.errno, (long) fd, Sockets.SHUT_WR));
  }

  @Override
  public InetSocketAddress localAddress(int fd) throws SyscallException {
    return address("getsockname", GETSOCKNAME, fd);
  }

  @Override
  public InetSocketAddress peerAddress(int fd) throws SyscallException {
    return address("getpeername", GETPEERNAME, fd);
  }

  @Override
  public void close(int fd) throws SyscallException {
    var _ =
        Win32.winsockCall(
            "closesocket",
            named(fd),
            frame -> (int) CLOSESOCKET.invokeExact(frame.errno, (long) fd));
  }

  static int getsockopt(int fd, int level, int name) throws SyscallException {
    var scratch = Native.frame().scratch;
    var length = scratch.asSlice(LENGTH, Integer.BYTES);
    scratch.set(JAVA_INT, 0, 0);
    length.set(JAVA_INT, 0, Integer.BYTES);
    var _ =
        Win32.winsockCall(
            "getsockopt",
            named(fd),
            frame ->
                (int) GETSOCKOPT.invokeExact(frame.errno, (long) fd, level, name, scratch, length));
    return scratch.get(JAVA_INT, 0);
  }

  static void setsockopt(int fd, int level, int name, int value) throws SyscallException {
    Native.frame().scratch.set(JAVA_INT, 0, value);
    setsockopt(fd, level, name, Native.frame().scratch, Integer.BYTES);
  }

  static void setsockopt(int fd, int level, int name, MemorySegment value, int length)
      throws SyscallException {
    var _ =
        Win32.winsockCall(
            "setsockopt",
            named(fd),
            frame ->
                (int) SETSOCKOPT.invokeExact(frame.errno, (long) fd, level, name, value, length));
  }

  private static InetSocketAddress address(String name, MethodHandle handle, int fd)
      throws SyscallException {
    var struct = Native.frame().scratch;
    var length = struct.asSlice(LENGTH, Integer.BYTES);
    length.set(JAVA_INT, 0, (int) Sockaddr.IN6.byteSize());
    var _ =
        Win32.winsockCall(
            name,
            named(fd),
            frame -> (int) handle.invokeExact(frame.errno, (long) fd, struct, length));
    return Sockaddr.read(struct);
  }

  private static String named(int fd) {
    return "socket " + fd;
  }
}
