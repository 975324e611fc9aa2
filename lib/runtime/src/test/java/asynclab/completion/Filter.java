package asynclab.completion;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// A seccomp filter as containers have it: one system call answers `EPERM` from now on, in the
/// calling thread and for good. So use a thread that ends.
///
/// @see <a href="https://man7.org/linux/man-pages/man2/seccomp.2.html">seccomp(2)</a>
final class Filter {
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int PR_SET_SECCOMP = 22;
  private static final long SECCOMP_MODE_FILTER = 2;
  private static final int LOAD_NUMBER = 0x20; // BPF_LD | BPF_W | BPF_ABS, offset 0 is the number
  private static final int JUMP_IF_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
  private static final int RETURN = 0x06; // BPF_RET | BPF_K
  private static final int ERRNO_EPERM = 0x00050000 | 1;
  private static final int ALLOW = 0x7fff0000;
  private static final MethodHandle PRCTL = bind();

  private Filter() {}

  static void forbid(int number) {
    try (var arena = Arena.ofConfined()) {
      var program = arena.allocate(4 * 8L, 8);
      instruction(program, 0, LOAD_NUMBER, 0, 0);
      instruction(program, 1, JUMP_IF_EQUAL, 1, number); // not equal: one further
      instruction(program, 2, RETURN, 0, ERRNO_EPERM);
      instruction(program, 3, RETURN, 0, ALLOW);
      var filter = arena.allocate(16, 8); // struct sock_fprog
      filter.set(JAVA_SHORT, 0, (short) 4);
      filter.set(ADDRESS, 8, program);
      call(PR_SET_NO_NEW_PRIVS, 1, MemorySegment.NULL);
      call(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, filter);
    }
  }

  private static void instruction(
      MemorySegment program, int index, int code, int otherwise, int operand) {
    var at = index * 8L;
    program.set(JAVA_SHORT, at, (short) code);
    program.set(JAVA_BYTE, at + 3, (byte) otherwise);
    program.set(JAVA_INT, at + 4, operand);
  }

  private static void call(int option, long second, MemorySegment third) {
    try {
      var result = (int) PRCTL.invokeExact(option, second, third, 0L, 0L);
      if (result != 0) throw new AssertionError("prctl " + option + " was refused");
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("restricted") // no part of the library needs this call
  private static MethodHandle bind() {
    var linker = Linker.nativeLinker();
    var type = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG);
    var prctl = linker.defaultLookup().findOrThrow("prctl");
    return linker.downcallHandle(prctl, type, Linker.Option.firstVariadicArg(1));
  }
}
