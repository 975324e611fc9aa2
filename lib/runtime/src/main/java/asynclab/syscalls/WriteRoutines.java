package asynclab.syscalls;

import java.util.List;

/// `long write(int fd, const void* buffer, size_t count)` on every system: to be read side by side.
///
/// Only one of them can be run on a machine; the others say that they are not. Linux answers with
/// the negative error number; the BSDs and macOS set the carry flag and answer with the positive
/// one, so their routines make it negative here. Linux promises that its numbers stay. macOS does
/// not, and OpenBSD ends a program whose call does not come from libc, so they are absent or a look
/// behind the curtain, not a way to write programs.
///
/// @see <a href="https://man7.org/linux/man-pages/man2/syscall.2.html">syscall(2)</a>
/// @see <a href="https://man.openbsd.org/pinsyscalls.2">pinsyscalls(2)</a>
public final class WriteRoutines {
  private static final String LINUX_X86 =
      """
      b8 01 00 00 00 | mov eax, 0x1 | write is number 1
      0f 05          | syscall      | descriptor, buffer and count stand where C put them
      c3             | ret          | rax: the count, or the error from -4095 to -1
      """;

  private static final String LINUX_AARCH64 =
      """
      08 08 80 d2 | mov x8, #0x40 | write is number 64
      01 00 00 d4 | svc #0x0      | descriptor, buffer and count stand where C put them
      c0 03 5f d6 | ret           | x0: the count, or the error from -4095 to -1
      """;

  private static final String MACOS_X86 =
      """
      b8 04 00 00 02 | mov eax, 0x2000004 | write is number 4, in class 2: Unix, not Mach
      0f 05          | syscall            |
      73 03          | jae 0xc            | no carry: rax is the count
      48 f7 d8       | neg rax            | carry: rax is the error number
      c3             | ret                |
      """;

  private static final String MACOS_AARCH64 =
      """
      90 00 80 d2 | mov x16, #0x4 | write is number 4, and the number goes into x16
      01 10 00 d4 | svc #0x80     |
      43 00 00 54 | b.cc 0x10     | no carry: x0 is the count
      e0 03 00 cb | neg x0, x0    | carry: x0 is the error number
      c0 03 5f d6 | ret           |
      """;

  private static final String FREEBSD_X86 =
      """
      b8 04 00 00 00 | mov eax, 0x4 | write is number 4, as in the first Unix
      0f 05          | syscall      |
      73 03          | jae 0xc      | no carry: rax is the count
      48 f7 d8       | neg rax      | carry: rax is the error number
      c3             | ret          |
      """;

  private static final String FREEBSD_AARCH64 =
      """
      88 00 80 d2 | mov x8, #0x4 | write is number 4
      01 00 00 d4 | svc #0x0     |
      43 00 00 54 | b.cc 0x10    | no carry: x0 is the count
      e0 03 00 cb | neg x0, x0   | carry: x0 is the error number
      c0 03 5f d6 | ret          |
      """;

  /// Without bytes: where the two functions stand is known when the program is loaded.
  private static final String WINDOWS_X86 =
      """
      | mov ecx, -11                    | STD_OUTPUT_HANDLE
      | call GetStdHandle               | there is no number: they change with each build of Windows
      | mov rcx, rax                    | the console
      | mov rdx, text                   | in UTF-16: two bytes a letter
      | mov r8d, 6                      | how many letters, not bytes
      | mov r9, written                 | where the count goes
      | mov QWORD PTR [rsp+0x20], 0     | the fifth argument, reserved, above 32 bytes of shadow space
      | call WriteConsoleW              | eax is 0: failed, and GetLastError says why
      """;

  private WriteRoutines() {}

  /// All of them, this machine's too.
  public static List<Routine> all() {
    return List.of(
        Routine.of("write", Os.LINUX, Processor.X86_64, LINUX_X86),
        Routine.of("write", Os.LINUX, Processor.AARCH64, LINUX_AARCH64),
        Routine.of("write", Os.MACOS, Processor.X86_64, MACOS_X86),
        Routine.of("write", Os.MACOS, Processor.AARCH64, MACOS_AARCH64),
        Routine.of("write", Os.FREEBSD, Processor.X86_64, FREEBSD_X86),
        Routine.of("write", Os.FREEBSD, Processor.AARCH64, FREEBSD_AARCH64),
        Routine.of("WriteConsoleW", Os.WINDOWS, Processor.X86_64, WINDOWS_X86));
  }

  /// The one for a system and a processor.
  ///
  /// @throws IllegalArgumentException when the lab has none
  public static Routine of(Os os, Processor processor) {
    return all().stream()
        .filter(each -> each.os() == os && each.processor() == processor)
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the lab has no write for %s on %s: all() lists those it has"
                    .formatted(os, processor)));
  }
}
