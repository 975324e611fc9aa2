package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// A timer behind a descriptor: it becomes readable when it fires.
///
/// How many times it has fired is read with [Eventfd#read]: the eight bytes mean the same.
///
/// @see <a href="https://man7.org/linux/man-pages/man2/timerfd_create.2.html">timerfd_create(2)</a>
public final class Timerfd {
  public static final int CLOCK_MONOTONIC = 1;
  public static final int TFD_NONBLOCK = 0x800;
  public static final int TFD_CLOEXEC = 0x80000;

  private static final MethodHandle CREATE = Native.bindLinux("timerfd_create", JAVA_INT, JAVA_INT);
  private static final MethodHandle SETTIME =
      Native.bindLinux("timerfd_settime", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle GETTIME =
      Native.bindLinux("timerfd_gettime", JAVA_INT, ADDRESS);

  private Timerfd() {}

  /// A timer that is not armed yet.
  public static int create(int clock, int flags) throws SyscallException {
    return (int)
        Native.call(
            "timerfd_create", -1, frame -> (int) CREATE.invokeExact(frame.errno, clock, flags));
  }

  /// Arms the timer, from now.
  public static void settime(int fd, Itimerspec spec) throws SyscallException {
    var _ =
        Native.call(
            "timerfd_settime",
            fd,
            frame -> {
              spec.write(frame.scratch);
              return (int)
                  SETTIME.invokeExact(frame.errno, fd, 0, frame.scratch, MemorySegment.NULL);
            });
  }

  /// What is left until it fires, and its interval.
  public static Itimerspec gettime(int fd) throws SyscallException {
    var struct = Native.frame().scratch;
    var _ =
        Native.call(
            "timerfd_gettime", fd, frame -> (int) GETTIME.invokeExact(frame.errno, fd, struct));
    return Itimerspec.read(struct);
  }
}
