package asynclab.syscalls;

/// The lab's functions in machine code, each for both processors.
///
/// C's calling convention hands over the first arguments in registers: rdi, rsi, rdx, rcx, r8, r9
/// on x86-64, with the seventh on the stack; x0 to x7 on AArch64. The kernel wants them elsewhere,
/// so most of the work is to move them.
///
/// @see <a href="https://man7.org/linux/man-pages/man2/syscall.2.html">syscall(2)</a>
public final class Routines {
  private static final String SYSCALL_X86 =
      """
      48 89 f8       | mov rax, rdi               | the number of the call
      48 89 f7       | mov rdi, rsi               | argument 1
      48 89 d6       | mov rsi, rdx               | argument 2
      48 89 ca       | mov rdx, rcx               | argument 3
      4d 89 c2       | mov r10, r8                | argument 4: not rcx, which syscall overwrites
      4d 89 c8       | mov r8, r9                 | argument 5
      4c 8b 4c 24 08 | mov r9, QWORD PTR [rsp+0x8] | argument 6: C puts the seventh on the stack
      0f 05          | syscall                    | into the kernel, and back
      c3             | ret                        | the result stands in rax
      """;

  private static final String SYSCALL_AARCH64 =
      """
      e8 03 00 aa | mov x8, x0 | the number of the call
      e0 03 01 aa | mov x0, x1 | argument 1
      e1 03 02 aa | mov x1, x2 | argument 2
      e2 03 03 aa | mov x2, x3 | argument 3
      e3 03 04 aa | mov x3, x4 | argument 4
      e4 03 05 aa | mov x4, x5 | argument 5
      e5 03 06 aa | mov x5, x6 | argument 6
      01 00 00 d4 | svc #0x0   | into the kernel, and back
      c0 03 5f d6 | ret        | the result stands in x0
      """;

  private static final String DEREFERENCE_X86 =
      """
      48 8b 07 | mov rax, QWORD PTR [rdi] | eight bytes from the address in rdi
      c3       | ret                      |
      """;

  private static final String DEREFERENCE_AARCH64 =
      """
      00 00 40 f9 | ldr x0, [x0] | eight bytes from the address in x0
      c0 03 5f d6 | ret          |
      """;

  private static final String GETPID_LOOP_X86 =
      """
      b8 27 00 00 00 | mov eax, 0x27 | getpid is number 39
      0f 05          | syscall       |
      48 ff cf       | dec rdi       | one round less
      75 f4          | jne 0x0       | until none is left
      c3             | ret           |
      """;

  private static final String GETPID_LOOP_AARCH64 =
      """
      e9 03 00 aa | mov x9, x0    | the rounds, where the kernel leaves them alone
      88 15 80 d2 | mov x8, #0xac | getpid is number 172
      01 00 00 d4 | svc #0x0      |
      29 05 00 f1 | subs x9, x9, #0x1 | one round less
      a1 ff ff 54 | b.ne 0x4      | until none is left
      c0 03 5f d6 | ret           |
      """;

  private Routines() {}

  /// `long f(long number, long a1, …, long a6)`: any system call of Linux.
  public static Routine syscall(Processor processor) {
    return pick("a system call with up to six arguments", processor, SYSCALL_X86, SYSCALL_AARCH64);
  }

  /// `long f(long address)`: the eight bytes at an address, unchecked.
  ///
  /// A bad address kills the process, so call it with one only in a JVM of its own.
  public static Routine dereference(Processor processor) {
    return pick("one load", processor, DEREFERENCE_X86, DEREFERENCE_AARCH64);
  }

  /// `long f(long rounds)`: getpid, `rounds` times (at least once), with nothing between the calls.
  public static Routine getpidLoop(Processor processor) {
    return pick("getpid in a loop", processor, GETPID_LOOP_X86, GETPID_LOOP_AARCH64);
  }

  private static Routine pick(String title, Processor processor, String x86, String aarch64) {
    return switch (processor) {
      case X86_64 -> Routine.of(title, Os.LINUX, processor, x86);
      case AARCH64 -> Routine.of(title, Os.LINUX, processor, aarch64);
    };
  }
}
