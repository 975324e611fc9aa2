package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Readiness on Windows: the poll of its socket driver, `\Device\Afd`.
///
/// `select`, `WSAPoll` and every event loop on Windows end in this one request, which Microsoft
/// does not document. A poll is an operation like any other: it begins, is under way, and ends with
/// a packet in the completion port that the driver's handle is tied to. So readiness is made of
/// completion here, where elsewhere completion is made of readiness.
///
/// @see <a href="https://github.com/piscisaureus/wepoll">wepoll</a>, who found the way
public final class Afd {
  /// Bytes to read.
  public static final int AFD_POLL_RECEIVE = 0x001;

  /// Out-of-band data.
  public static final int AFD_POLL_RECEIVE_EXPEDITED = 0x002;

  /// Room to write, or a connection that has come about.
  public static final int AFD_POLL_SEND = 0x004;

  /// The other side has ended its direction.
  public static final int AFD_POLL_DISCONNECT = 0x008;

  /// The connection was reset.
  public static final int AFD_POLL_ABORT = 0x010;

  /// The socket was closed on this side.
  public static final int AFD_POLL_LOCAL_CLOSE = 0x020;

  /// A connection to accept.
  public static final int AFD_POLL_ACCEPT = 0x080;

  /// A connection attempt has failed.
  public static final int AFD_POLL_CONNECT_FAIL = 0x100;

  /// Any name behind the device's own will do.
  private static final String DEVICE = "\\Device\\Afd\\AsyncLab";

  private static final int SYNCHRONIZE = 0x100000;
  private static final int FILE_SHARE_READ_WRITE = 3;
  private static final int FILE_OPEN = 1;
  private static final int IOCTL_AFD_POLL = 0x00012024;

  private static final MethodHandle CREATE_FILE =
      Win32.ntdll(
          "NtCreateFile",
          ADDRESS,
          JAVA_INT,
          ADDRESS,
          ADDRESS,
          ADDRESS,
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          JAVA_INT,
          ADDRESS,
          JAVA_INT);
  private static final MethodHandle DEVICE_IO_CONTROL =
      Win32.ntdll(
          "NtDeviceIoControlFile",
          JAVA_LONG,
          JAVA_LONG,
          ADDRESS,
          JAVA_LONG,
          ADDRESS,
          JAVA_INT,
          ADDRESS,
          JAVA_INT,
          ADDRESS,
          JAVA_INT);
  private static final MethodHandle CANCEL =
      Win32.ntdll("NtCancelIoFileEx", JAVA_LONG, ADDRESS, ADDRESS);

  private Afd() {}

  /// A handle to the driver, to be closed with [CompletionPort#closeHandle].
  public static long open() throws SyscallException {
    try (var arena = Arena.ofConfined()) {
      var name = ObjectAttributes.named(arena, DEVICE);
      var status = arena.allocate(IoStatusBlock.LAYOUT);
      var handle = arena.allocate(JAVA_LONG);
      var result = Win32.nt(frame -> create(frame, handle, name, status));
      if (result < 0) throw new SyscallException("NtCreateFile", Errno.of(-result), DEVICE);
      return handle.get(JAVA_LONG, 0);
    }
  }

  private static int create(
      Native.Frame frame, MemorySegment handle, MemorySegment name, MemorySegment status)
      throws Throwable {
    var none = MemorySegment.NULL;
    return (int)
        CREATE_FILE.invokeExact(
            frame.errno,
            handle,
            SYNCHRONIZE,
            name,
            status,
            none,
            0,
            FILE_SHARE_READ_WRITE,
            FILE_OPEN,
            0,
            none,
            0);
  }

  /// The driver's own handle of a socket: what stands on top of it (filters of virus scanners and
  /// the like) cannot be polled.
  public static long baseHandle(int socket) throws SyscallException {
    return Mswsock.ioctl(socket, Mswsock.SIO_BASE_HANDLE, MemorySegment.NULL);
  }

  /// Begins a poll: 0 when it has ended at once, [IoStatusBlock#STATUS_PENDING] when it is under
  /// way, in both cases with a packet; or the negative [Errno#code], and then no packet comes.
  ///
  /// @param context comes back as the packet's `overlapped`; not 0, which would mean no packet
  /// @param status an [IoStatusBlock], the kernel's until the packet has been taken
  /// @param info an [AfdPollInfo], likewise
  public static int poll(long afd, long context, MemorySegment status, MemorySegment info) {
    IoStatusBlock.begin(status);
    var length = (int) AfdPollInfo.LAYOUT.byteSize();
    var none = MemorySegment.NULL;
    var errno = Native.frame().errno;
    try {
      var answer =
          (int)
              DEVICE_IO_CONTROL.invokeExact(
                  errno,
                  afd,
                  0L,
                  none,
                  context,
                  status,
                  IOCTL_AFD_POLL,
                  info,
                  length,
                  info,
                  length);
      return (int) Win32.orStatus(errno, answer);
    } catch (Throwable e) {
      throw Native.unexpected(e);
    }
  }

  /// Asks for a poll to be given up: 0, or `-ENOENT` when it has ended. Its packet comes in any
  /// case.
  ///
  /// @param status what the poll began with
  public static int cancel(long afd, MemorySegment status) {
    return Win32.nt(frame -> (int) CANCEL.invokeExact(frame.errno, afd, status, frame.scratch));
  }
}
