package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.invoke.MethodHandle;

/// A counter behind a descriptor, so that one thread can wake another that waits in epoll.
///
/// @see <a href="https://man7.org/linux/man-pages/man2/eventfd.2.html">eventfd(2)</a>
public final class Eventfd {
  public static final int EFD_NONBLOCK = 0x800;
  public static final int EFD_CLOEXEC = 0x80000;

  private static final MethodHandle EVENTFD = Native.bindLinux("eventfd", JAVA_INT, JAVA_INT);

  private Eventfd() {}

  /// A new counter that stands at `initial`.
  public static int eventfd(int initial, int flags) throws SyscallException {
    return (int)
        Native.call("eventfd", -1, frame -> (int) EVENTFD.invokeExact(frame.errno, initial, flags));
  }

  /// Adds to the counter; the descriptor is readable from now on.
  public static void write(int fd, long amount) throws SyscallException {
    var bytes = Native.frame().scratch;
    bytes.set(JAVA_LONG, 0, amount);
    var _ = Unistd.write(fd, bytes, Long.BYTES);
  }

  /// Takes the counter and sets it to 0.
  ///
  /// @throws SyscallException `EAGAIN` when it stands at 0 and the descriptor does not block
  public static long read(int fd) throws SyscallException {
    var bytes = Native.frame().scratch;
    var _ = Unistd.read(fd, bytes, Long.BYTES);
    return bytes.get(JAVA_LONG, 0);
  }
}
