package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/// How a call of Windows is made, and how it fails: what [Native] is for libc.
///
/// Some facts that decide the shape of this class. Windows has three ways to tell an error. A call
/// of `kernel32` answers with 0 or an invalid handle and leaves the reason for `GetLastError`; a
/// call of `ws2_32` answers with -1 and leaves it for `WSAGetLastError`; a call of `ntdll`, the
/// kernel's own interface, answers with an `NTSTATUS`, which is negative when it is an error. All
/// three become the negative [Errno#code] here, by the table [WindowsError]. A `HANDLE` is 64 bits
/// of which the lower 32 mean anything, so a `SOCKET` fits our int.
final class Win32 {
  /// `INVALID_HANDLE_VALUE`, and the `INVALID_SOCKET` of Winsock.
  static final long INVALID_HANDLE = -1;

  private static final VarHandle ERROR = cell("GetLastError");
  private static final VarHandle WSA_ERROR = cell("WSAGetLastError");

  private static final Native.Failure ZERO = new Native.Failure("GetLastError", Win32::orLastError);
  private static final Native.Failure MINUS_ONE =
      new Native.Failure("WSAGetLastError", Win32::orLastWsaError);
  private static final Native.Failure FALSE =
      new Native.Failure("WSAGetLastError", Win32::orLastWsaErrorOfFalse);
  private static final Native.Failure STATUS = new Native.Failure("GetLastError", Win32::orStatus);

  private static final SymbolLookup KERNEL32 = library("kernel32");
  private static final SymbolLookup WS2_32 = library("ws2_32");
  private static final SymbolLookup NTDLL = library("ntdll");

  private Win32() {}

  static MethodHandle kernel32(String symbol, MemoryLayout result, MemoryLayout... parameters) {
    return Native.bind(KERNEL32, symbol, ZERO, FunctionDescriptor.of(result, parameters));
  }

  static MethodHandle winsock(String symbol, MemoryLayout result, MemoryLayout... parameters) {
    return Native.bind(WS2_32, symbol, MINUS_ONE, FunctionDescriptor.of(result, parameters));
  }

  static MethodHandle ntdll(String symbol, MemoryLayout... parameters) {
    return Native.bind(NTDLL, symbol, STATUS, FunctionDescriptor.of(JAVA_INT, parameters));
  }

  /// A function of Winsock that has no symbol: its address is asked for at run time, and is the
  /// first argument of each call. It answers with TRUE or FALSE.
  static MethodHandle winsockPointer(String name, MemoryLayout... parameters) {
    return Native.bindPointer(name, FALSE, FunctionDescriptor.of(JAVA_INT, parameters));
  }

  /// Makes a call of `kernel32`: its result, or the negative error number.
  static long raw(Native.Downcall body) {
    var frame = Native.frame();
    return orLastError(frame.errno, invoke(frame, body));
  }

  /// The same; a failure becomes a [SyscallException] that names `what`.
  static long call(String name, String what, Native.Downcall body) throws SyscallException {
    var frame = Native.frame();
    var result = invoke(frame, body);
    if (result == 0) throw refused(name, lastError(frame.errno), what);
    return result;
  }

  /// Makes a call of `ws2_32`: its result, or the negative error number.
  static long winsockRaw(Native.Downcall body) {
    var frame = Native.frame();
    return orLastWsaError(frame.errno, invoke(frame, body));
  }

  /// The same; a failure becomes a [SyscallException] that names `what`.
  static long winsockCall(String name, String what, Native.Downcall body) throws SyscallException {
    var frame = Native.frame();
    var result = invoke(frame, body);
    if (result == -1) throw refused(name, lastWsaError(frame.errno), what);
    return result;
  }

  /// Makes a call of `ntdll`: its status where that is no error, or the negative error number.
  static int nt(Native.Downcall body) {
    var frame = Native.frame();
    return (int) orStatus(frame.errno, invoke(frame, body));
  }

  static long invoke(Native.Frame frame, Native.Downcall body) {
    try {
      return body.invoke(frame);
    } catch (Throwable e) {
      throw Native.unexpected(e);
    }
  }

  static long orLastError(MemorySegment state, long result) {
    return result == 0 ? WindowsError.negative(lastError(state)) : result;
  }

  static long orLastWsaError(MemorySegment state, long result) {
    return result == -1 ? WindowsError.negative(lastWsaError(state)) : result;
  }

  /// 0 where the call said TRUE.
  static long orLastWsaErrorOfFalse(MemorySegment state, long result) {
    return result == 0 ? WindowsError.negative(lastWsaError(state)) : 0;
  }

  static long orStatus(MemorySegment state, long status) {
    return (int) status < 0 ? WindowsError.negative((int) status) : status;
  }

  static int lastError(MemorySegment state) {
    return (int) ERROR.get(state, 0L);
  }

  static int lastWsaError(MemorySegment state) {
    return (int) WSA_ERROR.get(state, 0L);
  }

  /// An exception that says it in the words of both worlds: `bind: EADDRINUSE (address already in
  /// use, WSAEADDRINUSE 10048, /127.0.0.1:80)`.
  static SyscallException refused(String call, int code, String what) {
    var errno = WindowsError.of(code).errno();
    var detail = errno.meaning() + ", " + WindowsError.describe(code);
    return new SyscallException(call, errno, what.isEmpty() ? detail : detail + ", " + what);
  }

  /// On another system there is no such cell, and no call that would fill it.
  private static VarHandle cell(String name) {
    var windows = Os.current() == Os.WINDOWS;
    return windows
        ? Linker.Option.captureStateLayout().varHandle(groupElement(name))
        : JAVA_INT.varHandle();
  }

  @SuppressWarnings("restricted") // loads libraries that every Windows has
  private static SymbolLookup library(String name) {
    return Os.current() == Os.WINDOWS
        ? SymbolLookup.libraryLookup(name, Arena.global())
        : _ -> Optional.empty();
  }
}
