package asynclab.fibers.machine;

/// The machine code of [Switches] and [Scheduler] for Windows on x86-64; the offsets are those of
/// [Abi].
final class Windows {
  static final String KEEP =
      """
      0f 29 31                   | movaps XMMWORD PTR [rcx], xmm6       | a callee keeps these
      0f 29 79 10                | movaps XMMWORD PTR [rcx+0x10], xmm7  |
      44 0f 29 41 20             | movaps XMMWORD PTR [rcx+0x20], xmm8  |
      44 0f 29 49 30             | movaps XMMWORD PTR [rcx+0x30], xmm9  |
      44 0f 29 51 40             | movaps XMMWORD PTR [rcx+0x40], xmm10 |
      44 0f 29 59 50             | movaps XMMWORD PTR [rcx+0x50], xmm11 |
      44 0f 29 61 60             | movaps XMMWORD PTR [rcx+0x60], xmm12 |
      44 0f 29 69 70             | movaps XMMWORD PTR [rcx+0x70], xmm13 |
      44 0f 29 b1 80 00 00 00    | movaps XMMWORD PTR [rcx+0x80], xmm14 |
      44 0f 29 b9 90 00 00 00    | movaps XMMWORD PTR [rcx+0x90], xmm15 |
      48 89 a1 a0 00 00 00       | mov QWORD PTR [rcx+0xa0], rsp        | the stack is one number
      4c 89 b9 a8 00 00 00       | mov QWORD PTR [rcx+0xa8], r15        | a callee keeps it
      4c 89 b1 b0 00 00 00       | mov QWORD PTR [rcx+0xb0], r14        |
      4c 89 a9 b8 00 00 00       | mov QWORD PTR [rcx+0xb8], r13        |
      4c 89 a1 c0 00 00 00       | mov QWORD PTR [rcx+0xc0], r12        |
      48 89 99 c8 00 00 00       | mov QWORD PTR [rcx+0xc8], rbx        |
      48 89 a9 d0 00 00 00       | mov QWORD PTR [rcx+0xd0], rbp        |
      48 89 b9 d8 00 00 00       | mov QWORD PTR [rcx+0xd8], rdi        |
      48 89 b1 e0 00 00 00       | mov QWORD PTR [rcx+0xe0], rsi        |
      65 48 8b 04 25 08 00 00 00 | mov rax, QWORD PTR gs:0x8            | for Windows: its top,
      48 89 81 e8 00 00 00       | mov QWORD PTR [rcx+0xe8], rax        |
      65 48 8b 04 25 10 00 00 00 | mov rax, QWORD PTR gs:0x10           | lowest byte in use,
      48 89 81 f0 00 00 00       | mov QWORD PTR [rcx+0xf0], rax        |
      65 48 8b 04 25 78 14 00 00 | mov rax, QWORD PTR gs:0x1478         | lowest byte
      48 89 81 f8 00 00 00       | mov QWORD PTR [rcx+0xf8], rax        |
      """;

  static final String KEEP_CONTROL =
      """
      0f ae 99 08 01 00 00       | stmxcsr DWORD PTR [rcx+0x108]        | how SSE rounds and traps
      d9 b9 0c 01 00 00          | fnstcw WORD PTR [rcx+0x10c]          | the same for x87
      """;

  static final String LOAD =
      """
      0f 28 32                   | movaps xmm6, XMMWORD PTR [rdx]       |
      0f 28 7a 10                | movaps xmm7, XMMWORD PTR [rdx+0x10]  |
      44 0f 28 42 20             | movaps xmm8, XMMWORD PTR [rdx+0x20]  |
      44 0f 28 4a 30             | movaps xmm9, XMMWORD PTR [rdx+0x30]  |
      44 0f 28 52 40             | movaps xmm10, XMMWORD PTR [rdx+0x40] |
      44 0f 28 5a 50             | movaps xmm11, XMMWORD PTR [rdx+0x50] |
      44 0f 28 62 60             | movaps xmm12, XMMWORD PTR [rdx+0x60] |
      44 0f 28 6a 70             | movaps xmm13, XMMWORD PTR [rdx+0x70] |
      44 0f 28 b2 80 00 00 00    | movaps xmm14, XMMWORD PTR [rdx+0x80] |
      44 0f 28 ba 90 00 00 00    | movaps xmm15, XMMWORD PTR [rdx+0x90] |
      48 8b a2 a0 00 00 00       | mov rsp, QWORD PTR [rdx+0xa0]        | now on the other stack
      4c 8b ba a8 00 00 00       | mov r15, QWORD PTR [rdx+0xa8]        |
      4c 8b b2 b0 00 00 00       | mov r14, QWORD PTR [rdx+0xb0]        |
      4c 8b aa b8 00 00 00       | mov r13, QWORD PTR [rdx+0xb8]        |
      4c 8b a2 c0 00 00 00       | mov r12, QWORD PTR [rdx+0xc0]        |
      48 8b 9a c8 00 00 00       | mov rbx, QWORD PTR [rdx+0xc8]        |
      48 8b aa d0 00 00 00       | mov rbp, QWORD PTR [rdx+0xd0]        |
      48 8b ba d8 00 00 00       | mov rdi, QWORD PTR [rdx+0xd8]        |
      48 8b b2 e0 00 00 00       | mov rsi, QWORD PTR [rdx+0xe0]        |
      48 8b 82 e8 00 00 00       | mov rax, QWORD PTR [rdx+0xe8]        |
      65 48 89 04 25 08 00 00 00 | mov QWORD PTR gs:0x8, rax            |
      48 8b 82 f0 00 00 00       | mov rax, QWORD PTR [rdx+0xf0]        |
      65 48 89 04 25 10 00 00 00 | mov QWORD PTR gs:0x10, rax           |
      48 8b 82 f8 00 00 00       | mov rax, QWORD PTR [rdx+0xf8]        |
      65 48 89 04 25 78 14 00 00 | mov QWORD PTR gs:0x1478, rax         |
      """;

  static final String LOAD_CONTROL =
      """
      0f ae 92 08 01 00 00       | ldmxcsr DWORD PTR [rdx+0x108]        |
      d9 aa 0c 01 00 00          | fldcw WORD PTR [rdx+0x10c]           |
      """;

  static final String RETURN =
      """
      48 8b 8a 00 01 00 00       | mov rcx, QWORD PTR [rdx+0x100]       | argument 1, if f begins
      c3                         | ret                                  | to who called here
      """;

  static final String JUMP =
      """
      48 8b 8a 00 01 00 00       | mov rcx, QWORD PTR [rdx+0x100]       | argument 1, if f begins
      58                         | pop rax                              | ret in two steps, past
      ff e0                      | jmp rax                              | the memory of calls
      """;

  static final String YIELD =
      """
      48 83 ec 28                   | sub rsp, 0x28                  | 32 bytes for a callee
      48 8b 01                      | mov rax, QWORD PTR [rcx]       | the fiber that runs
      48 89 c2                      | mov rdx, rax                   | search from the next slot
      48 81 c2 80 01 00 00          | add rdx, 0x180                 |
      48 3b 51 10                   | cmp rdx, QWORD PTR [rcx+0x10]  | past the last slot?
      72 04                         | jb 0x1b                        |
      48 8b 51 08                   | mov rdx, QWORD PTR [rcx+0x8]   | then on with the first
      48 39 c2                      | cmp rdx, rax                   | all the way round?
      74 41                         | je 0x61                        |
      83 ba 10 01 00 00 02          | cmp DWORD PTR [rdx+0x110], 0x2 | Ready?
      75 e1                         | jne 0xa                        |
      83 b8 10 01 00 00 00          | cmp DWORD PTR [rax+0x110], 0x0 | Available stays so
      74 0a                         | je 0x3c                        |
      c7 80 10 01 00 00 02 00 00 00 | mov DWORD PTR [rax+0x110], 0x2 | Running becomes Ready
      c7 82 10 01 00 00 01 00 00 00 | mov DWORD PTR [rdx+0x110], 0x1 | Ready becomes Running
      48 89 11                      | mov QWORD PTR [rcx], rdx       |
      48 ff 41 60                   | inc QWORD PTR [rcx+0x60]       | one switch more
      4c 8b 41 18                   | mov r8, QWORD PTR [rcx+0x18]   | switch(from, to)
      48 89 c1                      | mov rcx, rax                   |
      41 ff d0                      | call r8                        | the others run now
      b8 01 00 00 00                | mov eax, 0x1                   | back again
      48 83 c4 28                   | add rsp, 0x28                  |
      c3                            | ret                            |
      31 c0                         | xor eax, eax                   | 0: nobody else is ready
      48 83 c4 28                   | add rsp, 0x28                  |
      c3                            | ret                            |
      """;

  static final String SPAWN =
      """
      48 8b 41 08                   | mov rax, QWORD PTR [rcx+0x8]   | the first slot
      83 b8 10 01 00 00 00          | cmp DWORD PTR [rax+0x110], 0x0 | Available?
      74 0f                         | je 0x1c                        |
      48 05 80 01 00 00             | add rax, 0x180                 |
      48 3b 41 10                   | cmp rax, QWORD PTR [rcx+0x10]  |
      72 eb                         | jb 0x4                         |
      31 c0                         | xor eax, eax                   | 0: no slot is free
      c3                            | ret                            |
      4c 8b 88 18 01 00 00          | mov r9, QWORD PTR [rax+0x118]  | T, the top of its stack
      49 89 49 d8                   | mov QWORD PTR [r9-0x28], rcx   | the table, for guard to find
      4c 8b 51 58                   | mov r10, QWORD PTR [rcx+0x58]  | guard: skip returns to it
      4d 89 51 d0                   | mov QWORD PTR [r9-0x30], r10   |
      4c 8b 51 50                   | mov r10, QWORD PTR [rcx+0x50]  | skip: f returns to it
      4d 89 51 a8                   | mov QWORD PTR [r9-0x58], r10   |
      49 89 51 a0                   | mov QWORD PTR [r9-0x60], rdx   | f: the switch returns to it
      49 83 e9 60                   | sub r9, 0x60                   |
      4c 89 88 a0 00 00 00          | mov QWORD PTR [rax+0xa0], r9   | rsp
      4c 89 80 00 01 00 00          | mov QWORD PTR [rax+0x100], r8  | argument 1 of f
      0f ae 98 08 01 00 00          | stmxcsr DWORD PTR [rax+0x108]  | it rounds as its maker does
      d9 b8 0c 01 00 00             | fnstcw WORD PTR [rax+0x10c]    |
      c7 80 10 01 00 00 02 00 00 00 | mov DWORD PTR [rax+0x110], 0x2 | Ready
      c3                            | ret                            |
      """;

  static final String GUARD =
      """
      48 8b 0c 24                   | mov rcx, QWORD PTR [rsp]       | the table, above guard's word
      48 8b 01                      | mov rax, QWORD PTR [rcx]       | whoever runs has ended
      c7 80 10 01 00 00 00 00 00 00 | mov DWORD PTR [rax+0x110], 0x0 | Available
      48 83 ec 28                   | sub rsp, 0x28                  |
      ff 51 20                      | call QWORD PTR [rcx+0x20]      | yield, for the last time
      0f 0b                         | ud2                            | nobody comes back
      """;

  static final String SKIP =
      """
      48 83 c4 20 | add rsp, 0x20 | past the 32 bytes that f could use
      c3          | ret           | on to guard, 16 bytes aligned
      """;

  static final String NOTE =
      """
      48 8b 41 38    | mov rax, QWORD PTR [rcx+0x38]  | where the next line of the log goes
      48 3b 41 40    | cmp rax, QWORD PTR [rcx+0x40]  |
      73 0d          | jae 0x17                       |
      48 89 10       | mov QWORD PTR [rax], rdx       | who
      4c 89 40 08    | mov QWORD PTR [rax+0x8], r8    | what
      48 83 41 38 10 | add QWORD PTR [rcx+0x38], 0x10 |
      c3             | ret                            |
      48 ff 41 48    | inc QWORD PTR [rcx+0x48]       | a line that is lost is counted
      c3             | ret                            |
      """;

  private Windows() {}
}
