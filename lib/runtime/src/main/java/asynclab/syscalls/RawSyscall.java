package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/// A system call without libc: a few instructions of ours, and then the kernel.
///
/// What returns is what the kernel leaves in the register: a result, or an error as a number from
/// -4095 to -1. There is no `errno` here; libc makes that from the same number. Pointers are
/// addresses, and nothing checks them but the kernel.
///
/// @see <a href="https://man7.org/linux/man-pages/man2/syscall.2.html">syscall(2)</a>
public final class RawSyscall {
  private static final int ARGUMENTS_MAX = 6;
  private static final MachineCode CODE = Watch.aside(RawSyscall::load);
  private static final MethodHandle CALL = Switchboard.connect("syscall", CODE.method(type()));

  private RawSyscall() {}

  /// Makes the call with up to six arguments, and returns the kernel's answer unchanged.
  public static long invoke(SyscallNumber call, long... arguments) {
    if (arguments.length > ARGUMENTS_MAX) {
      throw new IllegalArgumentException(
          "a system call takes at most six arguments, not " + arguments.length);
    }
    var all = Arrays.copyOf(arguments, ARGUMENTS_MAX);
    return invoke(call.number(), all[0], all[1], all[2], all[3], all[4], all[5]);
  }

  /// The same by its number on this processor, with all six arguments; it allocates nothing.
  public static long invoke(long number, long a1, long a2, long a3, long a4, long a5, long a6) {
    try {
      return (long) CALL.invokeExact(number, a1, a2, a3, a4, a5, a6);
    } catch (Throwable e) {
      throw Native.unexpected(e);
    }
  }

  /// The instructions that run, read back from where they stand.
  public static Routine listing() {
    return CODE.listing();
  }

  private static FunctionDescriptor type() {
    var longs = new MemoryLayout[ARGUMENTS_MAX + 1];
    Arrays.fill(longs, JAVA_LONG);
    return FunctionDescriptor.of(JAVA_LONG, longs);
  }

  private static MachineCode load() {
    if (Os.current() != Os.LINUX) {
      throw new UnsupportedOperationException(
          "the lab makes raw system calls on Linux: on %s read WriteRoutines, and run those of libc"
              .formatted(Os.current()));
    }
    try {
      return MachineCode.load(Arena.global(), Routines.syscall(Processor.current()));
    } catch (SyscallException e) {
      throw new UnsupportedOperationException(
          "this system lets no page of ours be run (%s): use the calls of libc instead"
              .formatted(e.getMessage()),
          e);
    }
  }
}
