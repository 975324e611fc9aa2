package asynclab.syscalls;

import java.util.HashMap;
import java.util.Map;

/// Why a call of Windows failed: the codes that sockets and completion ports meet, each with the
/// Unix name that says the same.
///
/// Three sets of numbers share this table, and do not meet: Winsock's begin at 10000, those of
/// `GetLastError` are below, and those of the kernel (`NTSTATUS`) have the topmost bit set.
///
/// @see <a
///   href="https://learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2">Windows
///   Sockets error codes</a>
public enum WindowsError {
  // Winsock, <winsock2.h>: most names are the Unix name behind WSA.
  WSAEINTR(10004, Errno.EINTR),
  WSAEBADF(10009, Errno.EBADF),
  WSAEACCES(10013, Errno.EACCES),
  WSAEFAULT(10014, Errno.EFAULT),
  WSAEINVAL(10022, Errno.EINVAL),
  WSAEMFILE(10024, Errno.EMFILE),
  WSAEWOULDBLOCK(10035, Errno.EAGAIN),
  WSAEINPROGRESS(10036, Errno.EINPROGRESS),
  WSAEALREADY(10037, Errno.EALREADY),
  WSAENOTSOCK(10038, Errno.ENOTSOCK),
  WSAEDESTADDRREQ(10039, Errno.EDESTADDRREQ),
  WSAEMSGSIZE(10040, Errno.EMSGSIZE),
  WSAEPROTOTYPE(10041, Errno.EPROTOTYPE),
  WSAENOPROTOOPT(10042, Errno.ENOPROTOOPT),
  WSAEPROTONOSUPPORT(10043, Errno.EPROTONOSUPPORT),
  WSAESOCKTNOSUPPORT(10044, Errno.ESOCKTNOSUPPORT),
  WSAEOPNOTSUPP(10045, Errno.EOPNOTSUPP),
  WSAEPFNOSUPPORT(10046, Errno.EPFNOSUPPORT),
  WSAEAFNOSUPPORT(10047, Errno.EAFNOSUPPORT),
  WSAEADDRINUSE(10048, Errno.EADDRINUSE),
  WSAEADDRNOTAVAIL(10049, Errno.EADDRNOTAVAIL),
  WSAENETDOWN(10050, Errno.ENETDOWN),
  WSAENETUNREACH(10051, Errno.ENETUNREACH),
  WSAENETRESET(10052, Errno.ENETRESET),
  WSAECONNABORTED(10053, Errno.ECONNABORTED),
  WSAECONNRESET(10054, Errno.ECONNRESET),
  WSAENOBUFS(10055, Errno.ENOBUFS),
  WSAEISCONN(10056, Errno.EISCONN),
  WSAENOTCONN(10057, Errno.ENOTCONN),
  WSAESHUTDOWN(10058, Errno.ESHUTDOWN),
  WSAETIMEDOUT(10060, Errno.ETIMEDOUT),
  WSAECONNREFUSED(10061, Errno.ECONNREFUSED),
  WSAENAMETOOLONG(10063, Errno.ENAMETOOLONG),
  WSAEHOSTDOWN(10064, Errno.EHOSTDOWN),
  WSAEHOSTUNREACH(10065, Errno.EHOSTUNREACH),
  WSASYSNOTREADY(10091, Errno.ENETDOWN),
  WSAVERNOTSUPPORTED(10092, Errno.ENOSYS),
  WSANOTINITIALISED(10093, Errno.ENETDOWN),
  // kernel32, <winerror.h>.
  ERROR_TOO_MANY_OPEN_FILES(4, Errno.EMFILE),
  ERROR_ACCESS_DENIED(5, Errno.EACCES),
  ERROR_INVALID_HANDLE(6, Errno.EBADF),
  ERROR_NOT_ENOUGH_MEMORY(8, Errno.ENOMEM),
  ERROR_NETNAME_DELETED(64, Errno.ECONNRESET),
  ERROR_INVALID_PARAMETER(87, Errno.EINVAL),
  ERROR_SEM_TIMEOUT(121, Errno.ETIMEDOUT),
  WAIT_TIMEOUT(258, Errno.ETIMEDOUT),
  ERROR_ABANDONED_WAIT_0(735, Errno.EBADF),
  ERROR_OPERATION_ABORTED(995, Errno.ECANCELED),
  WSA_IO_PENDING(997, Errno.EINPROGRESS),
  ERROR_NOT_FOUND(1168, Errno.ENOENT),
  ERROR_CONNECTION_REFUSED(1225, Errno.ECONNREFUSED),
  ERROR_CONNECTION_ABORTED(1236, Errno.ECONNABORTED),
  ERROR_NO_SYSTEM_RESOURCES(1450, Errno.ENOBUFS),
  // The kernel, <ntstatus.h>: how an operation on a completion port has ended.
  STATUS_BUFFER_OVERFLOW(0x80000005, Errno.EMSGSIZE),
  STATUS_HANDLES_CLOSED(0x8000000A, Errno.ECANCELED),
  STATUS_ACCESS_VIOLATION(0xC0000005, Errno.EFAULT),
  STATUS_INVALID_HANDLE(0xC0000008, Errno.EBADF),
  STATUS_INVALID_PARAMETER(0xC000000D, Errno.EINVAL),
  STATUS_NO_MEMORY(0xC0000017, Errno.ENOMEM),
  STATUS_ACCESS_DENIED(0xC0000022, Errno.EACCES),
  STATUS_OBJECT_TYPE_MISMATCH(0xC0000024, Errno.ENOTSOCK),
  STATUS_OBJECT_NAME_NOT_FOUND(0xC0000034, Errno.ENOENT),
  STATUS_INSUFFICIENT_RESOURCES(0xC000009A, Errno.ENOBUFS),
  STATUS_DEVICE_NOT_READY(0xC00000A3, Errno.EAGAIN),
  STATUS_PIPE_DISCONNECTED(0xC00000B0, Errno.ESHUTDOWN),
  STATUS_IO_TIMEOUT(0xC00000B5, Errno.ETIMEDOUT),
  STATUS_NOT_SUPPORTED(0xC00000BB, Errno.EOPNOTSUPP),
  STATUS_TOO_MANY_OPENED_FILES(0xC000011F, Errno.EMFILE),
  STATUS_CANCELLED(0xC0000120, Errno.ECANCELED),
  STATUS_FILE_CLOSED(0xC0000128, Errno.EBADF),
  STATUS_LOCAL_DISCONNECT(0xC000013B, Errno.ECONNABORTED),
  STATUS_REMOTE_DISCONNECT(0xC000013C, Errno.ECONNRESET),
  STATUS_INVALID_CONNECTION(0xC0000140, Errno.ENOTCONN),
  STATUS_INVALID_ADDRESS_COMPONENT(0xC0000207, Errno.EADDRNOTAVAIL),
  STATUS_ADDRESS_ALREADY_EXISTS(0xC000020A, Errno.EADDRINUSE),
  STATUS_CONNECTION_DISCONNECTED(0xC000020C, Errno.ECONNRESET),
  STATUS_CONNECTION_RESET(0xC000020D, Errno.ECONNRESET),
  STATUS_NOT_FOUND(0xC0000225, Errno.ENOENT),
  STATUS_CONNECTION_REFUSED(0xC0000236, Errno.ECONNREFUSED),
  STATUS_GRACEFUL_DISCONNECT(0xC0000237, Errno.ECONNRESET),
  STATUS_CONNECTION_INVALID(0xC000023A, Errno.ENOTCONN),
  STATUS_NETWORK_UNREACHABLE(0xC000023C, Errno.ENETUNREACH),
  STATUS_HOST_UNREACHABLE(0xC000023D, Errno.EHOSTUNREACH),
  STATUS_PORT_UNREACHABLE(0xC000023F, Errno.ECONNREFUSED),
  STATUS_CONNECTION_ABORTED(0xC0000241, Errno.ECONNABORTED),
  /// A code that is not in this table: it counts as an input/output error.
  UNKNOWN(-1, Errno.EIO);

  private static final Map<Integer, WindowsError> BY_CODE = new HashMap<>();

  static {
    for (var error : values()) BY_CODE.put(error.code, error);
  }

  private final int code;
  private final Errno errno;

  WindowsError(int code, Errno errno) {
    this.code = code;
    this.errno = errno;
  }

  /// The constant for a code of `GetLastError`, of `WSAGetLastError`, or an `NTSTATUS`.
  public static WindowsError of(int code) {
    return BY_CODE.getOrDefault(code, UNKNOWN);
  }

  /// The number that Windows says; -1 for [#UNKNOWN].
  public int code() {
    return code;
  }

  /// The Unix name for it.
  public Errno errno() {
    return errno;
  }

  /// The negative error number for a code, as the calls of a loop answer.
  static int negative(int code) {
    return -of(code).errno.code();
  }

  /// Name and number of a code: `WSAECONNREFUSED 10061`.
  static String describe(int code) {
    var number = code < 0 ? "0x%08X".formatted(code) : String.valueOf(code);
    var error = of(code);
    return (error == UNKNOWN ? "Windows error" : error.name()) + " " + number;
  }
}
