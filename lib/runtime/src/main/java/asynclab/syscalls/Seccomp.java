package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Lets the kernel ask before each call that the body's thread makes, and says "go on" each time.
///
/// The thread puts a filter on itself that it can never take off, so it is a thread for this body
/// alone. Threads and processes that the body starts inherit the filter; their calls are let
/// through as long as they live. No privilege is needed. The filter lists the calls on descriptors
/// and files; the JVM's housekeeping is not among them.
///
/// @see <a href="https://man7.org/linux/man-pages/man2/seccomp.2.html">seccomp(2)</a>
final class Seccomp implements Tracer {
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int SET_MODE_FILTER = 1;
  private static final int NEW_LISTENER = 8;
  private static final int RET_ALLOW = 0x7fff0000;
  private static final int RET_USER_NOTIF = 0x7fc00000;

  /// Instructions of the filter: load a word, compare and jump, return.
  private static final int LOAD = 0x20;

  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int RETURN = 0x06;
  private static final int INSTRUCTION_BYTES = 8;

  /// Where `struct seccomp_data` holds the number of the call, and the processor's.
  private static final int NUMBER = 0;

  private static final int ARCHITECTURE = 4;

  private static final Set<SyscallNumber> HOUSEKEEPING =
      Set.of(
          SyscallNumber.MMAP,
          SyscallNumber.MUNMAP,
          SyscallNumber.MPROTECT,
          SyscallNumber.SCHED_YIELD);

  @Override
  public CallLog trace(Syscalls.Body body) throws Exception {
    if (Os.current() != Os.LINUX) throw new Unavailable("seccomp is Linux's");
    var supervisor = Supervisor.prepare();
    var thread = TracedThread.start(Seccomp::install, body);
    try {
      var listener = thread.prepared();
      if (listener < 0) {
        supervisor.dismiss();
        throw new Unavailable("seccomp answers " + Errno.of((int) -listener));
      }
      supervisor.start((int) listener);
      thread.run();
      return supervisor.log(thread.id());
    } finally {
      thread.dismiss();
    }
  }

  /// Puts the filter on the calling thread; returns the descriptor to be asked on, or an error.
  private static long install() {
    try (var arena = Arena.ofConfined()) {
      var program = program(arena, numbers());
      var header = arena.allocate(ADDRESS.byteSize() * 2, ADDRESS.byteAlignment());
      header.set(JAVA_SHORT, 0, (short) (program.byteSize() / INSTRUCTION_BYTES));
      header.set(ADDRESS, ADDRESS.byteSize(), program);
      var answer = RawSyscall.invoke(SyscallNumber.PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
      if (answer < 0) return answer;
      return RawSyscall.invoke(
          SyscallNumber.SECCOMP, SET_MODE_FILTER, NEW_LISTENER, header.address());
    }
  }

  /// The calls that the log can write, on this processor.
  static List<Integer> numbers() {
    return Arrays.stream(SyscallNumber.values())
        .filter(call -> Signatures.of(call.call()).isPresent() && !HOUSEKEEPING.contains(call))
        .map(call -> call.on(Processor.current()))
        .filter(number -> number >= 0)
        .toList();
  }

  /// "Of this processor, and one of these numbers? Then ask; else go on."
  private static MemorySegment program(Arena arena, List<Integer> numbers) {
    var program = arena.allocate((numbers.size() + 5L) * INSTRUCTION_BYTES, INSTRUCTION_BYTES);
    var allow = numbers.size() + 3;
    var ask = allow + 1;
    put(program, 0, LOAD, 0, 0, ARCHITECTURE);
    put(program, 1, JUMP_IF_EQUAL, 0, allow - 2, architecture());
    put(program, 2, LOAD, 0, 0, NUMBER);
    for (var i = 0; i < numbers.size(); i++) {
      var at = i + 3;
      put(program, at, JUMP_IF_EQUAL, ask - at - 1, 0, numbers.get(i));
    }
    put(program, allow, RETURN, 0, 0, RET_ALLOW);
    put(program, ask, RETURN, 0, 0, RET_USER_NOTIF);
    return program;
  }

  /// The kernel's number for this processor: `AUDIT_ARCH_…`.
  private static int architecture() {
    return switch (Processor.current()) {
      case X86_64 -> 0xc000003e;
      case AARCH64 -> 0xc00000b7;
    };
  }

  /// `struct sock_filter { __u16 code; __u8 jt; __u8 jf; __u32 k; }`: the jumps skip that many.
  private static void put(MemorySegment program, int index, int code, int yes, int no, int value) {
    var at = (long) index * INSTRUCTION_BYTES;
    program.set(JAVA_SHORT, at, (short) code);
    program.set(JAVA_BYTE, at + 2, (byte) yes);
    program.set(JAVA_BYTE, at + 3, (byte) no);
    program.set(JAVA_INT, at + 4, value);
  }
}
