package asynclab.fibers.machine;

/// The machine code of [Bodies] for Windows on x86-64.
final class WindowsBodies {
  static final String COUNTING =
      """
      53                   | push rbx                      | the caller's own
      41 54                | push r12                      |
      41 55                | push r13                      |
      48 83 ec 20          | sub rsp, 0x20                 | 32 bytes for whom it calls
      48 89 cb             | mov rbx, rcx                  | the closure
      4c 8b 29             | mov r13, QWORD PTR [rcx]      | the table
      45 31 e4             | xor r12d, r12d                | i
      4c 89 e9             | mov rcx, r13                  | note(table, who, "starts")
      48 8b 53 08          | mov rdx, QWORD PTR [rbx+0x8]  |
      49 c7 c0 ff ff ff ff | mov r8, 0xffffffffffffffff    |
      41 ff 55 30          | call QWORD PTR [r13+0x30]     |
      4c 3b 63 10          | cmp r12, QWORD PTR [rbx+0x10] | i < n?
      73 1a                | jae 0x44                      |
      4c 89 e9             | mov rcx, r13                  | note(table, who, i)
      48 8b 53 08          | mov rdx, QWORD PTR [rbx+0x8]  |
      4d 89 e0             | mov r8, r12                   |
      41 ff 55 30          | call QWORD PTR [r13+0x30]     |
      4c 89 e9             | mov rcx, r13                  | yield(table)
      41 ff 55 20          | call QWORD PTR [r13+0x20]     |
      49 ff c4             | inc r12                       |
      eb e0                | jmp 0x24                      |
      4c 89 e9             | mov rcx, r13                  | note(table, who, "ends")
      48 8b 53 08          | mov rdx, QWORD PTR [rbx+0x8]  |
      49 c7 c0 fe ff ff ff | mov r8, 0xfffffffffffffffe    |
      41 ff 55 30          | call QWORD PTR [r13+0x30]     |
      48 83 c4 20          | add rsp, 0x20                 |
      41 5d                | pop r13                       |
      41 5c                | pop r12                       |
      5b                   | pop rbx                       |
      c3                   | ret                           |
      """;

  static final String SPAWNING =
      """
      53                   | push rbx                      | the caller's own
      41 54                | push r12                      |
      41 55                | push r13                      |
      48 83 ec 20          | sub rsp, 0x20                 | 32 bytes for whom it calls
      48 89 cb             | mov rbx, rcx                  | the closure
      4c 8b 29             | mov r13, QWORD PTR [rcx]      | the table
      4c 89 e9             | mov rcx, r13                  | note(table, who, "starts")
      48 8b 53 08          | mov rdx, QWORD PTR [rbx+0x8]  |
      49 c7 c0 ff ff ff ff | mov r8, 0xffffffffffffffff    |
      41 ff 55 30          | call QWORD PTR [r13+0x30]     |
      4c 89 e9             | mov rcx, r13                  | spawn(table, f, its closure)
      48 8b 53 10          | mov rdx, QWORD PTR [rbx+0x10] |
      4c 8b 43 18          | mov r8, QWORD PTR [rbx+0x18]  |
      41 ff 55 28          | call QWORD PTR [r13+0x28]     |
      4c 89 e9             | mov rcx, r13                  | note(table, who, "spawns" or "no slot")
      48 8b 53 08          | mov rdx, QWORD PTR [rbx+0x8]  |
      49 c7 c0 fd ff ff ff | mov r8, 0xfffffffffffffffd    |
      48 85 c0             | test rax, rax                 |
      75 07                | jne 0x4a                      |
      49 c7 c0 fc ff ff ff | mov r8, 0xfffffffffffffffc    |
      41 ff 55 30          | call QWORD PTR [r13+0x30]     |
      4c 89 e9             | mov rcx, r13                  | yield(table)
      41 ff 55 20          | call QWORD PTR [r13+0x20]     |
      4c 89 e9             | mov rcx, r13                  | note(table, who, "ends")
      48 8b 53 08          | mov rdx, QWORD PTR [rbx+0x8]  |
      49 c7 c0 fe ff ff ff | mov r8, 0xfffffffffffffffe    |
      41 ff 55 30          | call QWORD PTR [r13+0x30]     |
      48 83 c4 20          | add rsp, 0x20                 |
      41 5d                | pop r13                       |
      41 5c                | pop r12                       |
      5b                   | pop rbx                       |
      c3                   | ret                           |
      """;

  static final String HOLDING =
      """
      53                         | push rbx                             | the caller's own
      55                         | push rbp                             |
      57                         | push rdi                             |
      56                         | push rsi                             |
      41 54                      | push r12                             |
      41 55                      | push r13                             |
      41 56                      | push r14                             |
      41 57                      | push r15                             |
      48 81 ec e8 00 00 00       | sub rsp, 0xe8                        |
      0f 29 74 24 40             | movaps XMMWORD PTR [rsp+0x40], xmm6  |
      0f 29 7c 24 50             | movaps XMMWORD PTR [rsp+0x50], xmm7  |
      44 0f 29 44 24 60          | movaps XMMWORD PTR [rsp+0x60], xmm8  |
      44 0f 29 4c 24 70          | movaps XMMWORD PTR [rsp+0x70], xmm9  |
      44 0f 29 94 24 80 00 00 00 | movaps XMMWORD PTR [rsp+0x80], xmm10 |
      44 0f 29 9c 24 90 00 00 00 | movaps XMMWORD PTR [rsp+0x90], xmm11 |
      44 0f 29 a4 24 a0 00 00 00 | movaps XMMWORD PTR [rsp+0xa0], xmm12 |
      44 0f 29 ac 24 b0 00 00 00 | movaps XMMWORD PTR [rsp+0xb0], xmm13 |
      44 0f 29 b4 24 c0 00 00 00 | movaps XMMWORD PTR [rsp+0xc0], xmm14 |
      44 0f 29 bc 24 d0 00 00 00 | movaps XMMWORD PTR [rsp+0xd0], xmm15 |
      48 89 4c 24 20             | mov QWORD PTR [rsp+0x20], rcx        | the closure, on the stack
      0f ae 5c 24 28             | stmxcsr DWORD PTR [rsp+0x28]         | control words as they were
      d9 7c 24 2c                | fnstcw WORD PTR [rsp+0x2c]           |
      8b 41 08                   | mov eax, DWORD PTR [rcx+0x8]         | each id rounds its own way
      83 e0 03                   | and eax, 0x3                         |
      89 c2                      | mov edx, eax                         |
      c1 e0 0d                   | shl eax, 0xd                         |
      0d 80 1f 00 00             | or eax, 0x1f80                       |
      89 44 24 30                | mov DWORD PTR [rsp+0x30], eax        |
      0f ae 54 24 30             | ldmxcsr DWORD PTR [rsp+0x30]         |
      c1 e2 0a                   | shl edx, 0xa                         |
      81 ca 7f 03 00 00          | or edx, 0x37f                        |
      89 54 24 34                | mov DWORD PTR [rsp+0x34], edx        |
      d9 6c 24 34                | fldcw WORD PTR [rsp+0x34]            |
      48 8b 4c 24 20             | mov rcx, QWORD PTR [rsp+0x20]        |
      48 ff 49 10                | dec QWORD PTR [rcx+0x10]             | one round less
      0f 88 04 01 00 00          | js 0x1aa                             |
      48 8b 41 08                | mov rax, QWORD PTR [rcx+0x8]         | id * 2^32 + 1, 2, 3 ...
      48 c1 e0 20                | shl rax, 0x20                        |
      48 8d 58 01                | lea rbx, [rax+0x1]                   |
      48 8d 68 02                | lea rbp, [rax+0x2]                   |
      4c 8d 60 03                | lea r12, [rax+0x3]                   |
      4c 8d 68 04                | lea r13, [rax+0x4]                   |
      4c 8d 70 05                | lea r14, [rax+0x5]                   |
      4c 8d 78 06                | lea r15, [rax+0x6]                   |
      48 8d 78 07                | lea rdi, [rax+0x7]                   |
      48 8d 70 08                | lea rsi, [rax+0x8]                   |
      48 83 c0 09                | add rax, 0x9                         |
      66 48 0f 6e f0             | movq xmm6, rax                       |
      48 ff c0                   | inc rax                              |
      66 48 0f 6e f8             | movq xmm7, rax                       |
      48 ff c0                   | inc rax                              |
      66 4c 0f 6e c0             | movq xmm8, rax                       |
      48 ff c0                   | inc rax                              |
      66 4c 0f 6e c8             | movq xmm9, rax                       |
      48 ff c0                   | inc rax                              |
      66 4c 0f 6e d0             | movq xmm10, rax                      |
      48 ff c0                   | inc rax                              |
      66 4c 0f 6e d8             | movq xmm11, rax                      |
      48 ff c0                   | inc rax                              |
      66 4c 0f 6e e0             | movq xmm12, rax                      |
      48 ff c0                   | inc rax                              |
      66 4c 0f 6e e8             | movq xmm13, rax                      |
      48 ff c0                   | inc rax                              |
      66 4c 0f 6e f0             | movq xmm14, rax                      |
      48 ff c0                   | inc rax                              |
      66 4c 0f 6e f8             | movq xmm15, rax                      |
      48 8b 09                   | mov rcx, QWORD PTR [rcx]             | yield(table)
      ff 51 20                   | call QWORD PTR [rcx+0x20]            |
      48 8b 4c 24 20             | mov rcx, QWORD PTR [rsp+0x20]        | write down what is found
      48 8b 51 18                | mov rdx, QWORD PTR [rcx+0x18]        |
      48 89 1a                   | mov QWORD PTR [rdx], rbx             |
      48 89 6a 08                | mov QWORD PTR [rdx+0x8], rbp         |
      4c 89 62 10                | mov QWORD PTR [rdx+0x10], r12        |
      4c 89 6a 18                | mov QWORD PTR [rdx+0x18], r13        |
      4c 89 72 20                | mov QWORD PTR [rdx+0x20], r14        |
      4c 89 7a 28                | mov QWORD PTR [rdx+0x28], r15        |
      48 89 7a 30                | mov QWORD PTR [rdx+0x30], rdi        |
      48 89 72 38                | mov QWORD PTR [rdx+0x38], rsi        |
      66 0f d6 72 40             | movq QWORD PTR [rdx+0x40], xmm6      |
      66 0f d6 7a 48             | movq QWORD PTR [rdx+0x48], xmm7      |
      66 44 0f d6 42 50          | movq QWORD PTR [rdx+0x50], xmm8      |
      66 44 0f d6 4a 58          | movq QWORD PTR [rdx+0x58], xmm9      |
      66 44 0f d6 52 60          | movq QWORD PTR [rdx+0x60], xmm10     |
      66 44 0f d6 5a 68          | movq QWORD PTR [rdx+0x68], xmm11     |
      66 44 0f d6 62 70          | movq QWORD PTR [rdx+0x70], xmm12     |
      66 44 0f d6 6a 78          | movq QWORD PTR [rdx+0x78], xmm13     |
      66 44 0f d6 b2 80 00 00 00 | movq QWORD PTR [rdx+0x80], xmm14     |
      66 44 0f d6 ba 88 00 00 00 | movq QWORD PTR [rdx+0x88], xmm15     |
      0f ae 9a 90 00 00 00       | stmxcsr DWORD PTR [rdx+0x90]         |
      d9 ba 98 00 00 00          | fnstcw WORD PTR [rdx+0x98]           |
      48 81 c2 a0 00 00 00       | add rdx, 0xa0                        |
      48 89 51 18                | mov QWORD PTR [rcx+0x18], rdx        |
      e9 ed fe ff ff             | jmp 0x97                             |
      0f ae 54 24 28             | ldmxcsr DWORD PTR [rsp+0x28]         |
      d9 6c 24 2c                | fldcw WORD PTR [rsp+0x2c]            |
      0f 28 74 24 40             | movaps xmm6, XMMWORD PTR [rsp+0x40]  |
      0f 28 7c 24 50             | movaps xmm7, XMMWORD PTR [rsp+0x50]  |
      44 0f 28 44 24 60          | movaps xmm8, XMMWORD PTR [rsp+0x60]  |
      44 0f 28 4c 24 70          | movaps xmm9, XMMWORD PTR [rsp+0x70]  |
      44 0f 28 94 24 80 00 00 00 | movaps xmm10, XMMWORD PTR [rsp+0x80] |
      44 0f 28 9c 24 90 00 00 00 | movaps xmm11, XMMWORD PTR [rsp+0x90] |
      44 0f 28 a4 24 a0 00 00 00 | movaps xmm12, XMMWORD PTR [rsp+0xa0] |
      44 0f 28 ac 24 b0 00 00 00 | movaps xmm13, XMMWORD PTR [rsp+0xb0] |
      44 0f 28 b4 24 c0 00 00 00 | movaps xmm14, XMMWORD PTR [rsp+0xc0] |
      44 0f 28 bc 24 d0 00 00 00 | movaps xmm15, XMMWORD PTR [rsp+0xd0] |
      48 81 c4 e8 00 00 00       | add rsp, 0xe8                        |
      41 5f                      | pop r15                              |
      41 5e                      | pop r14                              |
      41 5d                      | pop r13                              |
      41 5c                      | pop r12                              |
      5e                         | pop rsi                              |
      5f                         | pop rdi                              |
      5d                         | pop rbp                              |
      5b                         | pop rbx                              |
      c3                         | ret                                  |
      """;

  static final String PASSING =
      """
      53          | push rbx                      | the caller's own
      48 83 ec 20 | sub rsp, 0x20                 | 32 bytes for whom it calls
      48 89 cb    | mov rbx, rcx                  | the closure
      48 8b 43 18 | mov rax, QWORD PTR [rbx+0x18] | one switch less
      48 ff 08    | dec QWORD PTR [rax]           |
      78 0c       | js 0x1d                       |
      48 8b 0b    | mov rcx, QWORD PTR [rbx]      | switch(own, next)
      48 8b 53 08 | mov rdx, QWORD PTR [rbx+0x8]  |
      ff 53 20    | call QWORD PTR [rbx+0x20]     |
      eb eb       | jmp 0x8                       |
      48 8b 0b    | mov rcx, QWORD PTR [rbx]      | switch(own, base)
      48 8b 53 10 | mov rdx, QWORD PTR [rbx+0x10] |
      ff 53 20    | call QWORD PTR [rbx+0x20]     |
      eb df       | jmp 0x8                       |
      """;

  static final String FALLING =
      """
      50    | push rax | eight bytes deeper
      eb fd | jmp 0x0  | for ever
      """;

  private WindowsBodies() {}
}
