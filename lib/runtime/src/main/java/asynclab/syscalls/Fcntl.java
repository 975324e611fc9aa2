package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// Opening files and changing how a descriptor behaves: `<fcntl.h>`.
///
/// @see <a href="https://man7.org/linux/man-pages/man2/fcntl.2.html">fcntl(2)</a>
public final class Fcntl {
  public static final int F_GETFD = 1;
  public static final int F_SETFD = 2;
  public static final int F_GETFL = 3;
  public static final int F_SETFL = 4;
  public static final int FD_CLOEXEC = 1;
  public static final int O_RDONLY = 0;
  public static final int O_WRONLY = 1;
  public static final int O_RDWR = 2;

  /// A call that would have to wait fails with `EAGAIN` instead.
  public static final int O_NONBLOCK = Numbers.here("O_NONBLOCK");

  /// The descriptor is closed when another program is executed.
  public static final int O_CLOEXEC = Numbers.here("O_CLOEXEC");

  private static final MethodHandle FCNTL =
      Native.bindVariadic("fcntl", 2, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle OPEN =
      Native.bindVariadic("open", 2, ADDRESS, JAVA_INT, JAVA_INT);

  private Fcntl() {}

  /// The call itself, for those commands whose argument is an int (or ignored).
  public static int fcntl(int fd, int command, int argument) throws SyscallException {
    return (int)
        Native.call(
            "fcntl", fd, frame -> (int) FCNTL.invokeExact(frame.errno, fd, command, argument));
  }

  /// Opens a file that exists.
  public static int open(Path path, int flags) throws SyscallException {
    try (var arena = Arena.ofConfined()) {
      var name = arena.allocateFrom(path.toString());
      var result = Native.raw(frame -> (int) OPEN.invokeExact(frame.errno, name, flags, 0));
      if (result >= 0) return (int) result;
      var errno = Errno.of((int) -result);
      throw new SyscallException("open", errno, errno.meaning() + ", " + path);
    }
  }

  /// Makes every later call on `fd` answer at once, or wait again.
  public static void setNonblocking(int fd, boolean nonblocking) throws SyscallException {
    var flags = fcntl(fd, F_GETFL, 0);
    var wanted = nonblocking ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
    if (wanted != flags) fcntl(fd, F_SETFL, wanted);
  }

  /// Lets the descriptor be closed when another program is executed.
  public static void setCloseOnExec(int fd) throws SyscallException {
    fcntl(fd, F_SETFD, FD_CLOEXEC);
  }
}
