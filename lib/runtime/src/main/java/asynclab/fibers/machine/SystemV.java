package asynclab.fibers.machine;

/// The machine code of [Switches] and [Scheduler] for System V on x86-64; the offsets are those of
/// [Abi].
final class SystemV {
  static final String KEEP =
      """
      48 89 27    | mov QWORD PTR [rdi], rsp      | the stack is one number
      4c 89 7f 08 | mov QWORD PTR [rdi+0x8], r15  | what a callee must leave as it was
      4c 89 77 10 | mov QWORD PTR [rdi+0x10], r14 |
      4c 89 6f 18 | mov QWORD PTR [rdi+0x18], r13 |
      4c 89 67 20 | mov QWORD PTR [rdi+0x20], r12 |
      48 89 5f 28 | mov QWORD PTR [rdi+0x28], rbx |
      48 89 6f 30 | mov QWORD PTR [rdi+0x30], rbp |
      """;

  static final String KEEP_CONTROL =
      """
      0f ae 5f 40 | stmxcsr DWORD PTR [rdi+0x40]  | how SSE rounds, and what it traps
      d9 7f 44    | fnstcw WORD PTR [rdi+0x44]    | the same for x87
      """;

  static final String LOAD =
      """
      48 8b 26    | mov rsp, QWORD PTR [rsi]      | and here we are on the other stack
      4c 8b 7e 08 | mov r15, QWORD PTR [rsi+0x8]  |
      4c 8b 76 10 | mov r14, QWORD PTR [rsi+0x10] |
      4c 8b 6e 18 | mov r13, QWORD PTR [rsi+0x18] |
      4c 8b 66 20 | mov r12, QWORD PTR [rsi+0x20] |
      48 8b 5e 28 | mov rbx, QWORD PTR [rsi+0x28] |
      48 8b 6e 30 | mov rbp, QWORD PTR [rsi+0x30] |
      """;

  static final String LOAD_CONTROL =
      """
      0f ae 56 40 | ldmxcsr DWORD PTR [rsi+0x40]  |
      d9 6e 44    | fldcw WORD PTR [rsi+0x44]     |
      """;

  static final String RETURN =
      """
      48 8b 7e 38 | mov rdi, QWORD PTR [rsi+0x38] | argument 1, should f begin here
      c3          | ret                           | to whoever called with this stack
      """;

  static final String JUMP =
      """
      48 8b 7e 38 | mov rdi, QWORD PTR [rsi+0x38] | argument 1, should f begin here
      58          | pop rax                       | what ret would do, in two steps,
      ff e0       | jmp rax                       | past the processor's memory of calls
      """;

  static final String YIELD =
      """
      48 83 ec 08          | sub rsp, 0x8                  | so that the call below is aligned
      48 8b 07             | mov rax, QWORD PTR [rdi]      | the fiber that runs
      48 89 c1             | mov rcx, rax                  | search from the slot behind it
      48 81 c1 80 00 00 00 | add rcx, 0x80                 |
      48 3b 4f 10          | cmp rcx, QWORD PTR [rdi+0x10] | past the last slot?
      72 04                | jb 0x1b                       |
      48 8b 4f 08          | mov rcx, QWORD PTR [rdi+0x8]  | then on with the first
      48 39 c1             | cmp rcx, rax                  | all the way round?
      74 37                | je 0x57                       |
      83 79 48 02          | cmp DWORD PTR [rcx+0x48], 0x2 | Ready?
      75 e4                | jne 0xa                       |
      83 78 48 00          | cmp DWORD PTR [rax+0x48], 0x0 | Available stays so
      74 07                | je 0x33                       |
      c7 40 48 02 00 00 00 | mov DWORD PTR [rax+0x48], 0x2 | Running becomes Ready
      c7 41 48 01 00 00 00 | mov DWORD PTR [rcx+0x48], 0x1 | Ready becomes Running
      48 89 0f             | mov QWORD PTR [rdi], rcx      |
      48 ff 47 60          | inc QWORD PTR [rdi+0x60]      | one switch more
      48 8b 57 18          | mov rdx, QWORD PTR [rdi+0x18] | switch(from, to)
      48 89 c7             | mov rdi, rax                  |
      48 89 ce             | mov rsi, rcx                  |
      ff d2                | call rdx                      | the others run now
      b8 01 00 00 00       | mov eax, 0x1                  | back again
      48 83 c4 08          | add rsp, 0x8                  |
      c3                   | ret                           |
      31 c0                | xor eax, eax                  | 0: nobody else is ready
      48 83 c4 08          | add rsp, 0x8                  |
      c3                   | ret                           |
      """;

  static final String SPAWN =
      """
      48 8b 47 08          | mov rax, QWORD PTR [rdi+0x8]  | the first slot
      83 78 48 00          | cmp DWORD PTR [rax+0x48], 0x0 | Available?
      74 0f                | je 0x19                       |
      48 05 80 00 00 00    | add rax, 0x80                 |
      48 3b 47 10          | cmp rax, QWORD PTR [rdi+0x10] |
      72 ee                | jb 0x4                        |
      31 c0                | xor eax, eax                  | 0: no slot is free
      c3                   | ret                           |
      48 8b 48 50          | mov rcx, QWORD PTR [rax+0x50] | T, the top of its stack
      48 89 79 f8          | mov QWORD PTR [rcx-0x8], rdi  | the table, for guard to find
      4c 8b 47 58          | mov r8, QWORD PTR [rdi+0x58]  | guard: skip returns to it
      4c 89 41 f0          | mov QWORD PTR [rcx-0x10], r8  |
      4c 8b 47 50          | mov r8, QWORD PTR [rdi+0x50]  | skip: f returns to it
      4c 89 41 e8          | mov QWORD PTR [rcx-0x18], r8  |
      48 89 71 e0          | mov QWORD PTR [rcx-0x20], rsi | f: the switch returns to it
      48 83 e9 20          | sub rcx, 0x20                 |
      48 89 08             | mov QWORD PTR [rax], rcx      | rsp
      48 89 50 38          | mov QWORD PTR [rax+0x38], rdx | argument 1 of f
      0f ae 58 40          | stmxcsr DWORD PTR [rax+0x40]  | it rounds as its maker does
      d9 78 44             | fnstcw WORD PTR [rax+0x44]    |
      c7 40 48 02 00 00 00 | mov DWORD PTR [rax+0x48], 0x2 | Ready
      c3                   | ret                           |
      """;

  static final String GUARD =
      """
      48 8b 3c 24          | mov rdi, QWORD PTR [rsp]      | the table, above guard's word
      48 8b 07             | mov rax, QWORD PTR [rdi]      | whoever runs has ended
      c7 40 48 00 00 00 00 | mov DWORD PTR [rax+0x48], 0x0 | Available
      48 83 ec 08          | sub rsp, 0x8                  |
      ff 57 20             | call QWORD PTR [rdi+0x20]     | yield, for the last time
      0f 0b                | ud2                           | nobody comes back
      """;

  static final String SKIP =
      """
      c3 | ret | f has returned: on to guard, 16 bytes aligned
      """;

  static final String NOTE =
      """
      48 8b 47 38    | mov rax, QWORD PTR [rdi+0x38]  | where the next line of the log goes
      48 3b 47 40    | cmp rax, QWORD PTR [rdi+0x40]  |
      73 0d          | jae 0x17                       |
      48 89 30       | mov QWORD PTR [rax], rsi       | who
      48 89 50 08    | mov QWORD PTR [rax+0x8], rdx   | what
      48 83 47 38 10 | add QWORD PTR [rdi+0x38], 0x10 |
      c3             | ret                            |
      48 ff 47 48    | inc QWORD PTR [rdi+0x48]       | a line that is lost is counted
      c3             | ret                            |
      """;

  private SystemV() {}
}
