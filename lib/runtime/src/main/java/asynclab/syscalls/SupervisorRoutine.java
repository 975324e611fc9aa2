package asynclab.syscalls;

/// The loop that lets the calls of a filtered thread pass, and writes each of them down first.
///
/// `long supervise(int listener, void* slots, long count, int memory, void* control)`, where
/// `control` holds a `struct seccomp_notif_resp` that says "continue", the number of calls at 32,
/// and a `struct pollfd` at 48. A slot is 176 bytes: `struct seccomp_notif` (80), the first 64
/// bytes of what the second argument points to, how many of them there were, and a `struct
/// timespec`. The last slot is filled again and again when there is no other.
///
/// Why machine code: while a thread waits in the kernel for its call to be let through, it may hold
/// up the whole JVM (a class is being loaded, say, and a collection is due). A supervisor in Java
/// would then be stopped as well, and nobody could ever go on. This one never runs Java.
///
/// @see <a
///   href="https://man7.org/linux/man-pages/man2/seccomp_unotify.2.html">seccomp_unotify(2)</a>
final class SupervisorRoutine {
  private static final String X86 =
      """
      53                   | push rbx                         | what C wants to find again
      55                   | push rbp                         |
      41 54                | push r12                         |
      41 55                | push r13                         |
      41 56                | push r14                         |
      48 89 fb             | mov rbx, rdi                     | the listener
      48 89 f5             | mov rbp, rsi                     | the slot to fill next
      49 89 d4             | mov r12, rdx                     | how many slots are left
      49 89 cd             | mov r13, rcx                     | our memory as a file
      4d 89 c6             | mov r14, r8                      | answer, counter, pollfd
      48 89 ef             | mov rdi, rbp                     | clear the slot, as the kernel wants
      31 c0                | xor eax, eax                     |
      b9 16 00 00 00       | mov ecx, 0x16                    |
      f3 48 ab             | rep stos QWORD PTR es:[rdi], rax |
      49 8d 7e 30          | lea rdi, [r14+0x30]              | poll(&pollfd, 1, for ever)
      be 01 00 00 00       | mov esi, 0x1                     |
      ba ff ff ff ff       | mov edx, 0xffffffff              |
      b8 07 00 00 00       | mov eax, 0x7                     |
      0f 05                | syscall                          |
      48 83 f8 fc          | cmp rax, 0xfffffffffffffffc      | EINTR: wait again
      74 e5                | je 0x24                          |
      41 f6 46 36 01       | test BYTE PTR [r14+0x36], 0x1    | POLLIN?
      74 7e                | je 0xc4                          | no: all who could ask have ended
      48 89 df             | mov rdi, rbx                     | ioctl(NOTIF_RECV, slot)
      be 00 21 50 c0       | mov esi, 0xc0502100              |
      48 89 ea             | mov rdx, rbp                     |
      b8 10 00 00 00       | mov eax, 0x10                    |
      0f 05                | syscall                          |
      48 85 c0             | test rax, rax                    | whoever asked is gone
      78 ba                | js 0x17                          |
      4c 89 ef             | mov rdi, r13                     | pread64(mem, slot + 80, 64, arg 2)
      48 8d 75 50          | lea rsi, [rbp+0x50]              |
      ba 40 00 00 00       | mov edx, 0x40                    |
      4c 8b 55 28          | mov r10, QWORD PTR [rbp+0x28]    |
      b8 11 00 00 00       | mov eax, 0x11                    |
      0f 05                | syscall                          |
      48 89 85 90 00 00 00 | mov QWORD PTR [rbp+0x90], rax    | how many bytes could be read
      bf 01 00 00 00       | mov edi, 0x1                     | clock_gettime(MONOTONIC, slot + 152)
      48 8d b5 98 00 00 00 | lea rsi, [rbp+0x98]              |
      b8 e4 00 00 00       | mov eax, 0xe4                    |
      0f 05                | syscall                          |
      48 8b 45 00          | mov rax, QWORD PTR [rbp+0x0]     | answer the question that was asked
      49 89 06             | mov QWORD PTR [r14], rax         |
      49 ff 46 20          | inc QWORD PTR [r14+0x20]         | one more is in its slot
      48 89 df             | mov rdi, rbx                     | ioctl(NOTIF_SEND, control)
      be 01 21 18 c0       | mov esi, 0xc0182101              |
      4c 89 f2             | mov rdx, r14                     |
      b8 10 00 00 00       | mov eax, 0x10                    |
      0f 05                | syscall                          |
      49 83 fc 01          | cmp r12, 0x1                     | the last slot?
      0f 86 62 ff ff ff    | jbe 0x17                         | then it is filled anew
      49 ff cc             | dec r12                          |
      48 81 c5 b0 00 00 00 | add rbp, 0xb0                    |
      e9 53 ff ff ff       | jmp 0x17                         | next
      41 5e                | pop r14                          |
      41 5d                | pop r13                          |
      41 5c                | pop r12                          |
      5d                   | pop rbp                          |
      5b                   | pop rbx                          |
      c3                   | ret                              |
      """;

  private static final String AARCH64 =
      """
      fd 7b bc a9 | stp x29, x30, [sp, #-64]! | what C wants to find again
      f3 53 01 a9 | stp x19, x20, [sp, #16]   |
      f5 5b 02 a9 | stp x21, x22, [sp, #32]   |
      f7 1b 00 f9 | str x23, [sp, #48]        |
      f3 03 00 aa | mov x19, x0               | the listener
      f4 03 01 aa | mov x20, x1               | the slot to fill next
      f5 03 02 aa | mov x21, x2               | how many slots are left
      f6 03 03 aa | mov x22, x3               | our memory as a file
      f7 03 04 aa | mov x23, x4               | answer, counter, pollfd
      e9 03 14 aa | mov x9, x20               | clear the slot, as the kernel wants
      6a 01 80 d2 | mov x10, #0xb             |
      3f 7d 81 a8 | stp xzr, xzr, [x9], #16   |
      4a 05 00 f1 | subs x10, x10, #0x1       |
      c1 ff ff 54 | b.ne 0x2c                 |
      e0 c2 00 91 | add x0, x23, #0x30        | ppoll(&pollfd, 1, for ever, no signals)
      21 00 80 d2 | mov x1, #0x1              |
      02 00 80 d2 | mov x2, #0x0              |
      03 00 80 d2 | mov x3, #0x0              |
      04 01 80 d2 | mov x4, #0x8              |
      28 09 80 d2 | mov x8, #0x49             |
      01 00 00 d4 | svc #0x0                  |
      1f 10 00 b1 | cmn x0, #0x4              | EINTR: wait again
      00 ff ff 54 | b.eq 0x38                 |
      e9 da 40 39 | ldrb w9, [x23, #54]       | POLLIN?
      69 04 00 36 | tbz w9, #0, 0xec          | no: all who could ask have ended
      e0 03 13 aa | mov x0, x19               | ioctl(NOTIF_RECV, slot)
      01 20 84 52 | mov w1, #0x2100           |
      01 0a b8 72 | movk w1, #0xc050, lsl #16 |
      e2 03 14 aa | mov x2, x20               |
      a8 03 80 d2 | mov x8, #0x1d             |
      01 00 00 d4 | svc #0x0                  |
      40 fd ff b7 | tbnz x0, #63, 0x24        | whoever asked is gone
      e0 03 16 aa | mov x0, x22               | pread64(mem, slot + 80, 64, arg 2)
      81 42 01 91 | add x1, x20, #0x50        |
      02 08 80 d2 | mov x2, #0x40             |
      83 16 40 f9 | ldr x3, [x20, #40]        |
      68 08 80 d2 | mov x8, #0x43             |
      01 00 00 d4 | svc #0x0                  |
      80 4a 00 f9 | str x0, [x20, #144]       | how many bytes could be read
      20 00 80 d2 | mov x0, #0x1              | clock_gettime(MONOTONIC, slot + 152)
      81 62 02 91 | add x1, x20, #0x98        |
      28 0e 80 d2 | mov x8, #0x71             |
      01 00 00 d4 | svc #0x0                  |
      89 02 40 f9 | ldr x9, [x20]             | answer the question that was asked
      e9 02 00 f9 | str x9, [x23]             |
      e9 12 40 f9 | ldr x9, [x23, #32]        | one more is in its slot
      29 05 00 91 | add x9, x9, #0x1          |
      e9 12 00 f9 | str x9, [x23, #32]        |
      e0 03 13 aa | mov x0, x19               | ioctl(NOTIF_SEND, control)
      21 20 84 52 | mov w1, #0x2101           |
      01 03 b8 72 | movk w1, #0xc018, lsl #16 |
      e2 03 17 aa | mov x2, x23               |
      a8 03 80 d2 | mov x8, #0x1d             |
      01 00 00 d4 | svc #0x0                  |
      bf 06 00 f1 | cmp x21, #0x1             | the last slot?
      49 fa ff 54 | b.ls 0x24                 | then it is filled anew
      b5 06 00 d1 | sub x21, x21, #0x1        |
      94 c2 02 91 | add x20, x20, #0xb0       |
      cf ff ff 17 | b 0x24                    | next
      f7 1b 40 f9 | ldr x23, [sp, #48]        |
      f5 5b 42 a9 | ldp x21, x22, [sp, #32]   |
      f3 53 41 a9 | ldp x19, x20, [sp, #16]   |
      fd 7b c4 a8 | ldp x29, x30, [sp], #64   |
      c0 03 5f d6 | ret                       |
      """;

  private SupervisorRoutine() {}

  static Routine of(Processor processor) {
    var table =
        switch (processor) {
          case X86_64 -> X86;
          case AARCH64 -> AARCH64;
        };
    return Routine.of("the supervisor of a filtered thread", Os.LINUX, processor, table);
  }
}
