package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The calls of an I/O completion port, Windows' queue: `<ioapiset.h>`.
///
/// A handle is associated with a port once and for good; from then on every operation on it that
/// ends puts a packet into the port, also one that ends at once.
///
/// @see <a href="https://learn.microsoft.com/windows/win32/fileio/i-o-completion-ports">I/O
///   completion ports</a>
public final class CompletionPort {
  /// A flag of [#setFileCompletionNotificationModes]: no event object is signalled, which spares
  /// the kernel some work.
  public static final int FILE_SKIP_SET_EVENT_ON_HANDLE = 2;

  private static final MethodHandle CREATE =
      Win32.kernel32(
          "CreateIoCompletionPort", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);
  private static final MethodHandle GET =
      Win32.kernel32(
          "GetQueuedCompletionStatusEx",
          JAVA_INT,
          JAVA_LONG,
          ADDRESS,
          JAVA_INT,
          ADDRESS,
          JAVA_INT,
          JAVA_INT);
  private static final MethodHandle POST =
      Win32.kernel32(
          "PostQueuedCompletionStatus", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle MODES =
      Win32.kernel32("SetFileCompletionNotificationModes", JAVA_INT, JAVA_LONG, JAVA_BYTE);
  private static final MethodHandle CANCEL =
      Win32.kernel32("CancelIoEx", JAVA_INT, JAVA_LONG, ADDRESS);
  private static final MethodHandle CLOSE = Win32.kernel32("CloseHandle", JAVA_INT, JAVA_LONG);
  private static final int THREADS = 1024;
  private static final int WAIT_TIMEOUT = WindowsError.WAIT_TIMEOUT.code();

  private CompletionPort() {}

  /// Makes a port and returns its handle.
  ///
  /// Windows lets only so many threads run that have waited at a port, and counts one as running
  /// that has gone on to something else. Here one thread waits and others look in, so the number is
  /// more than there are: none is kept waiting for the sake of another.
  public static long create() throws SyscallException {
    return Win32.call(
        "CreateIoCompletionPort",
        "",
        frame -> (long) CREATE.invokeExact(frame.errno, Win32.INVALID_HANDLE, 0L, 0L, THREADS));
  }

  /// Ties a handle to a port; its packets carry `key`.
  ///
  /// @throws SyscallException `EINVAL` when it is tied already, to this port or another
  public static void associate(long port, long handle, long key) throws SyscallException {
    var _ =
        Win32.call(
            "CreateIoCompletionPort",
            "handle " + handle,
            frame -> (long) CREATE.invokeExact(frame.errno, handle, port, key, 0));
  }

  /// Waits for packets, writes them into `array`, [OverlappedEntry]s, and returns how many came: 0
  /// when the time was over, or the negative [Errno#code].
  ///
  /// @param timeoutMillis -1 waits without end, 0 does not wait
  public static int getQueuedCompletionStatusExRaw(
      long port, MemorySegment array, int capacity, int timeoutMillis) {
    Native.checkRoom(array, capacity * OverlappedEntry.LAYOUT.byteSize());
    var frame = Native.frame();
    var count = frame.scratch;
    try {
      var done = (int) GET.invokeExact(frame.errno, port, array, capacity, count, timeoutMillis, 0);
      if (done != 0) return count.get(JAVA_INT, 0);
    } catch (Throwable e) {
      throw Native.unexpected(e);
    }
    var code = Win32.lastError(frame.errno);
    return code == WAIT_TIMEOUT ? 0 : WindowsError.negative(code);
  }

  /// The same; an error is an exception.
  public static int getQueuedCompletionStatusEx(
      long port, MemorySegment array, int capacity, int timeoutMillis) throws SyscallException {
    var result = getQueuedCompletionStatusExRaw(port, array, capacity, timeoutMillis);
    if (result >= 0) return result;
    throw new SyscallException("GetQueuedCompletionStatusEx", Errno.of(-result));
  }

  /// Puts a packet of our own into the port: the three values come out again as they are.
  public static void postQueuedCompletionStatus(long port, int bytes, long key, long overlapped)
      throws SyscallException {
    var _ =
        Win32.call(
            "PostQueuedCompletionStatus",
            "",
            frame -> (int) POST.invokeExact(frame.errno, port, bytes, key, overlapped));
  }

  /// Says what need not happen when an operation on the handle ends.
  public static void setFileCompletionNotificationModes(long handle, int flags)
      throws SyscallException {
    var _ =
        Win32.call(
            "SetFileCompletionNotificationModes",
            "handle " + handle,
            frame -> (int) MODES.invokeExact(frame.errno, handle, (byte) flags));
  }

  /// Asks for an operation to be given up, or for all on the handle (`NULL`): 1, or the negative
  /// [Errno#code], `ENOENT` when there is none. The operation's own packet comes in any case.
  public static int cancelIoExRaw(long handle, MemorySegment overlapped) {
    return (int) Win32.raw(frame -> (int) CANCEL.invokeExact(frame.errno, handle, overlapped));
  }

  /// Gives a handle back, that of a port for instance. Sockets have a call of their own.
  public static void closeHandle(long handle) throws SyscallException {
    var _ =
        Win32.call(
            "CloseHandle",
            "handle " + handle,
            frame -> (int) CLOSE.invokeExact(frame.errno, handle));
  }
}
