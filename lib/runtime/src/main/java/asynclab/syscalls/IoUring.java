package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// io_uring, as far as to ask whether this process may use it: `io_uring_setup(2)`.
///
/// libc has no function for it, so it goes through `syscall(2)`. Containers mostly forbid it
/// (`EPERM`), and the only way to know is to call: `/proc/sys/kernel/io_uring_disabled` speaks of
/// the machine, not of the container's filter.
public final class IoUring {
  private static final long SETUP =
      425; // the same on every architecture: it came after they agreed
  private static final MethodHandle SYSCALL =
      Native.bindVariadic("syscall", 1, JAVA_LONG, JAVA_INT, ADDRESS);

  private IoUring() {}

  /// Whether a ring could be set up: [Errno#EPERM] and [Errno#ENOSYS] are the two ways of "no".
  public static boolean isAllowed() {
    var answer = setupNothing();
    return answer != -Errno.EPERM.code() && answer != -Errno.ENOSYS.code();
  }

  /// Asks for a ring of no entries, with no parameters: where it is allowed it fails as well, by
  /// `EFAULT`, and leaves nothing to be closed.
  static long setupNothing() {
    return Native.raw(
        frame -> (int) SYSCALL.invokeExact(frame.errno, SETUP, 0, MemorySegment.NULL));
  }
}
