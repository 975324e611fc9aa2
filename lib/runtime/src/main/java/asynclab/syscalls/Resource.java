package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;

/// What this process, or one thread of it, has used of the machine: `<sys/resource.h>`.
///
/// @see <a href="https://man7.org/linux/man-pages/man2/getrusage.2.html">getrusage(2)</a>
public final class Resource {
  /// All threads of this process together.
  public static final int RUSAGE_SELF = 0;

  /// The calling thread alone; macOS has nothing like it.
  public static final int RUSAGE_THREAD = 1;

  private static final MethodHandle GETRUSAGE = Native.bindLinux("getrusage", JAVA_INT, ADDRESS);

  private Resource() {}

  /// What `who` has used since it began.
  ///
  /// @param who [#RUSAGE_SELF] or [#RUSAGE_THREAD]; a virtual thread asks about the thread that
  ///   carries it at the moment
  public static Rusage getrusage(int who) throws SyscallException {
    try (var arena = Arena.ofConfined()) {
      var struct = arena.allocate(Rusage.LAYOUT);
      var _ =
          Native.call(
              "getrusage", -1, frame -> (int) GETRUSAGE.invokeExact(frame.errno, who, struct));
      return Rusage.read(struct);
    }
  }
}
