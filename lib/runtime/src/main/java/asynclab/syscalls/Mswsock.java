package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;
import java.util.UUID;

/// Winsock's overlapped calls: what is handed to a completion port, `<winsock2.h>` and
/// `<mswsock.h>`.
///
/// Each takes an [Overlapped] as the operation's name and answers 0 when it has ended at once,
/// `-EINPROGRESS` when it is under way, in both cases with a packet; or the negative [Errno#code],
/// and then no packet comes.
///
/// `AcceptEx` and `ConnectEx` belong to the socket's provider and have no symbol: a socket is asked
/// for their addresses, by a GUID.
///
/// @see <a href="https://learn.microsoft.com/windows/win32/api/mswsock/">mswsock.h</a>
public final class Mswsock {
  /// What `AcceptEx` wants for each of the two addresses: `sockaddr_in6` and 16 bytes more.
  public static final long ACCEPT_ADDRESS_BYTES = 28 + 16;

  static final int SIO_BASE_HANDLE = 0x48000022;
  static final int SIO_GET_EXTENSION_FUNCTION_POINTER = 0xC8000006;
  static final int SO_UPDATE_ACCEPT_CONTEXT = 0x700B;
  static final int SO_UPDATE_CONNECT_CONTEXT = 0x7010;
  private static final UUID ACCEPT_EX = UUID.fromString("b5367df1-cbac-11cf-95ca-00805f48a192");
  private static final UUID CONNECT_EX = UUID.fromString("25a207b9-ddf3-4660-8ee9-76e58c74063e");

  private static final MethodHandle IOCTL =
      Win32.winsock(
          "WSAIoctl",
          JAVA_INT,
          JAVA_LONG,
          JAVA_INT,
          ADDRESS,
          JAVA_INT,
          ADDRESS,
          JAVA_INT,
          ADDRESS,
          ADDRESS,
          ADDRESS);
  private static final MethodHandle RECV =
      Win32.winsock(
          "WSARecv", JAVA_INT, JAVA_LONG, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle SEND =
      Win32.winsock(
          "WSASend", JAVA_INT, JAVA_LONG, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle ACCEPT =
      Win32.winsockPointer(
          "AcceptEx",
          JAVA_LONG,
          JAVA_LONG,
          ADDRESS,
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          ADDRESS,
          ADDRESS);
  private static final MethodHandle CONNECT =
      Win32.winsockPointer(
          "ConnectEx", JAVA_LONG, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS);

  private Mswsock() {}

  /// The address of `AcceptEx`, as the provider of this socket has it.
  public static MemorySegment acceptEx(int socket) throws SyscallException {
    return function(socket, ACCEPT_EX);
  }

  /// The address of `ConnectEx`, as the provider of this socket has it.
  public static MemorySegment connectEx(int socket) throws SyscallException {
    return function(socket, CONNECT_EX);
  }

  /// Begins to take the next connection into `socket`, a new one.
  ///
  /// @param addresses room for twice [#ACCEPT_ADDRESS_BYTES], the kernel's until the packet comes
  public static int acceptEx(
      MemorySegment function,
      int listener,
      int socket,
      MemorySegment addresses,
      MemorySegment overlapped) {
    Native.checkRoom(addresses, 2 * ACCEPT_ADDRESS_BYTES);
    var each = (int) ACCEPT_ADDRESS_BYTES;
    return answer(frame ->
        (int)
            ACCEPT.invokeExact(
                function,
                frame.errno,
                (long) listener,
                (long) socket,
                addresses,
                0,
                each,
                each,
                frame.scratch,
                overlapped));
  }

  /// Makes an accepted socket like any other: until then it has no addresses.
  public static void updateAcceptContext(int socket, int listener) throws SyscallException {
    var handle = Native.frame().scratch;
    handle.set(JAVA_LONG, 0, listener);
    Winsock.setsockopt(socket, Sockets.SOL_SOCKET, SO_UPDATE_ACCEPT_CONTEXT, handle, Long.BYTES);
  }

  /// Begins to connect a socket, which has to be bound already.
  ///
  /// @param address room for an address, the kernel's until the packet comes
  public static int connectEx(
      MemorySegment function,
      int socket,
      InetSocketAddress to,
      MemorySegment address,
      MemorySegment overlapped) {
    var length = Sockaddr.write(address, to);
    var none = MemorySegment.NULL;
    return answer(frame ->
        (int)
            CONNECT.invokeExact(
                function, frame.errno, (long) socket, address, length, none, 0, none, overlapped));
  }

  /// Makes a connected socket like any other: until then it has no addresses.
  public static void updateConnectContext(int socket) throws SyscallException {
    Winsock.setsockopt(
        socket, Sockets.SOL_SOCKET, SO_UPDATE_CONNECT_CONTEXT, MemorySegment.NULL, 0);
  }

  /// Begins to receive into what `buffer`, a [WsaBuf], points at.
  ///
  /// @param flags an int of 0, the kernel's until the packet comes
  public static int wsaRecv(
      int socket, MemorySegment buffer, MemorySegment flags, MemorySegment overlapped) {
    var none = MemorySegment.NULL;
    var frame = Native.frame();
    try {
      var result =
          (int)
              RECV.invokeExact(
                  frame.errno, (long) socket, buffer, 1, none, flags, overlapped, none);
      return (int) Win32.orLastWsaError(frame.errno, result);
    } catch (Throwable e) {
      throw Native.unexpected(e);
    }
  }

  /// Begins to send what `bytes`, a [WsaBuf], points at.
  public static int wsaSend(int socket, MemorySegment bytes, MemorySegment overlapped) {
    var none = MemorySegment.NULL;
    var frame = Native.frame();
    try {
      var result =
          (int) SEND.invokeExact(frame.errno, (long) socket, bytes, 1, none, 0, overlapped, none);
      return (int) Win32.orLastWsaError(frame.errno, result);
    } catch (Throwable e) {
      throw Native.unexpected(e);
    }
  }

  private static int answer(Native.Downcall body) {
    var frame = Native.frame();
    return (int) Win32.orLastWsaErrorOfFalse(frame.errno, Win32.invoke(frame, body));
  }

  private static MemorySegment function(int socket, UUID name) throws SyscallException {
    try (var arena = Arena.ofConfined()) {
      var guid = Guid.write(arena, name);
      return MemorySegment.ofAddress(ioctl(socket, SIO_GET_EXTENSION_FUNCTION_POINTER, guid));
    }
  }

  /// A `WSAIoctl` that answers with 8 bytes.
  static long ioctl(int socket, int code, MemorySegment in) throws SyscallException {
    var none = MemorySegment.NULL;
    var out = Native.frame().scratch;
    var count = out.asSlice(Long.BYTES);
    var _ =
        Win32.winsockCall(
            "WSAIoctl",
            "socket " + socket,
            frame ->
                (int)
                    IOCTL.invokeExact(
                        frame.errno,
                        (long) socket,
                        code,
                        in,
                        (int) in.byteSize(),
                        out,
                        Long.BYTES,
                        count,
                        none,
                        none));
    return out.get(JAVA_LONG, 0);
  }
}
