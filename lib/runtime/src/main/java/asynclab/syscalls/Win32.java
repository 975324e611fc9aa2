package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
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

  private static final String LAST_ERROR = "GetLastError";
  private static final String LAST_WSA_ERROR = "WSAGetLastError";
  private static final VarHandle ERROR = cell(LAST_ERROR);
  private static final VarHandle WSA_ERROR = cell(LAST_WSA_ERROR);
  private static final SymbolLookup KERNEL32 = library("kernel32");
  private static final SymbolLookup WS2_32 = library("ws2_32");
  private static final SymbolLookup NTDLL = library("ntdll");

  private Win32() {}

  /// The body of a downcall that is given where Windows leaves its error.
  @FunctionalInterface
  interface Call {
    long invoke(Native.Frame frame) throws Throwable;
  }

  static MethodHandle kernel32(String symbol, MemoryLayout result, MemoryLayout... parameters) {
    return Native.bind(KERNEL32, symbol, LAST_ERROR, FunctionDescriptor.of(result, parameters));
  }

  static MethodHandle winsock(String symbol, MemoryLayout result, MemoryLayout... parameters) {
    return Native.bind(WS2_32, symbol, LAST_WSA_ERROR, FunctionDescriptor.of(result, parameters));
  }

  static MethodHandle ntdll(String symbol, MemoryLayout... parameters) {
    return Native.bind(NTDLL, symbol, LAST_ERROR, FunctionDescriptor.of(JAVA_INT, parameters));
  }

  /// A function of Winsock that has no symbol: its address is asked for at run time, and is the
  /// first argument of each call.
  static MethodHandle winsockPointer(String name, MemoryLayout result, MemoryLayout... parameters) {
    var type = FunctionDescriptor.of(result, parameters);
    return Native.bindPointer(name, LAST_WSA_ERROR, type);
  }

  /// Makes a call of `kernel32` that answers with 0 when it fails: its result, or the negative
  /// error number.
  static long raw(Call body) {
    var frame = Native.frame();
    var result = invoke(frame, body);
    return result == 0 ? WindowsError.negative(lastError(frame)) : result;
  }

  /// The same; a failure becomes a [SyscallException] that names `what`.
  static long call(String name, String what, Call body) throws SyscallException {
    var frame = Native.frame();
    var result = invoke(frame, body);
    if (result == 0) throw refused(name, lastError(frame), what);
    return result;
  }

  /// Makes a call of `ws2_32` that answers with -1 when it fails: its result, or the negative error
  /// number.
  static long winsockRaw(Call body) {
    var frame = Native.frame();
    var result = invoke(frame, body);
    return result == -1 ? WindowsError.negative(lastWsaError(frame)) : result;
  }

  /// The same; a failure becomes a [SyscallException] that names `what`.
  static long winsockCall(String name, String what, Call body) throws SyscallException {
    var frame = Native.frame();
    var result = invoke(frame, body);
    if (result == -1) throw refused(name, lastWsaError(frame), what);
    return result;
  }

  /// Makes a call of `ntdll`: its status where that is no error, or the negative error number.
  static int nt(Call body) {
    var status = (int) invoke(Native.frame(), body);
    return status < 0 ? WindowsError.negative(status) : status;
  }

  static int lastError(Native.Frame frame) {
    return (int) ERROR.get(frame.errno, 0L);
  }

  static int lastWsaError(Native.Frame frame) {
    return (int) WSA_ERROR.get(frame.errno, 0L);
  }

  /// An exception that says it in the words of both worlds: `bind: EADDRINUSE (address already in
  /// use, WSAEADDRINUSE 10048, /127.0.0.1:80)`.
  static SyscallException refused(String call, int code, String what) {
    var errno = WindowsError.of(code).errno();
    var detail = errno.meaning() + ", " + WindowsError.describe(code);
    return new SyscallException(call, errno, what.isEmpty() ? detail : detail + ", " + what);
  }

  static long invoke(Native.Frame frame, Call body) {
    try {
      return body.invoke(frame);
    } catch (Throwable e) {
      throw Native.unexpected(e);
    }
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
