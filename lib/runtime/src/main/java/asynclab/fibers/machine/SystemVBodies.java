package asynclab.fibers.machine;

/// The machine code of [Bodies] for System V on x86-64.
final class SystemVBodies {
  static final String COUNTING =
      """
      53                   | push rbx                      | the caller's own
      41 54                | push r12                      |
      41 55                | push r13                      |
      48 89 fb             | mov rbx, rdi                  | the closure
      4c 8b 2f             | mov r13, QWORD PTR [rdi]      | the table
      45 31 e4             | xor r12d, r12d                | i
      4c 89 ef             | mov rdi, r13                  | note(table, who, "starts")
      48 8b 73 08          | mov rsi, QWORD PTR [rbx+0x8]  |
      48 c7 c2 ff ff ff ff | mov rdx, 0xffffffffffffffff   |
      41 ff 55 30          | call QWORD PTR [r13+0x30]     |
      4c 3b 63 10          | cmp r12, QWORD PTR [rbx+0x10] | i < n?
      73 1a                | jae 0x40                      |
      4c 89 ef             | mov rdi, r13                  | note(table, who, i)
      48 8b 73 08          | mov rsi, QWORD PTR [rbx+0x8]  |
      4c 89 e2             | mov rdx, r12                  |
      41 ff 55 30          | call QWORD PTR [r13+0x30]     |
      4c 89 ef             | mov rdi, r13                  | yield(table)
      41 ff 55 20          | call QWORD PTR [r13+0x20]     |
      49 ff c4             | inc r12                       |
      eb e0                | jmp 0x20                      |
      4c 89 ef             | mov rdi, r13                  | note(table, who, "ends")
      48 8b 73 08          | mov rsi, QWORD PTR [rbx+0x8]  |
      48 c7 c2 fe ff ff ff | mov rdx, 0xfffffffffffffffe   |
      41 ff 55 30          | call QWORD PTR [r13+0x30]     |
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
      48 89 fb             | mov rbx, rdi                  | the closure
      4c 8b 2f             | mov r13, QWORD PTR [rdi]      | the table
      4c 89 ef             | mov rdi, r13                  | note(table, who, "starts")
      48 8b 73 08          | mov rsi, QWORD PTR [rbx+0x8]  |
      48 c7 c2 ff ff ff ff | mov rdx, 0xffffffffffffffff   |
      41 ff 55 30          | call QWORD PTR [r13+0x30]     |
      4c 89 ef             | mov rdi, r13                  | spawn(table, f, its closure)
      48 8b 73 10          | mov rsi, QWORD PTR [rbx+0x10] |
      48 8b 53 18          | mov rdx, QWORD PTR [rbx+0x18] |
      41 ff 55 28          | call QWORD PTR [r13+0x28]     |
      4c 89 ef             | mov rdi, r13                  | note(table, who, "spawns" or "no slot")
      48 8b 73 08          | mov rsi, QWORD PTR [rbx+0x8]  |
      48 c7 c2 fd ff ff ff | mov rdx, 0xfffffffffffffffd   |
      48 85 c0             | test rax, rax                 |
      75 07                | jne 0x46                      |
      48 c7 c2 fc ff ff ff | mov rdx, 0xfffffffffffffffc   |
      41 ff 55 30          | call QWORD PTR [r13+0x30]     |
      4c 89 ef             | mov rdi, r13                  | yield(table)
      41 ff 55 20          | call QWORD PTR [r13+0x20]     |
      4c 89 ef             | mov rdi, r13                  | note(table, who, "ends")
      48 8b 73 08          | mov rsi, QWORD PTR [rbx+0x8]  |
      48 c7 c2 fe ff ff ff | mov rdx, 0xfffffffffffffffe   |
      41 ff 55 30          | call QWORD PTR [r13+0x30]     |
      41 5d                | pop r13                       |
      41 5c                | pop r12                       |
      5b                   | pop rbx                       |
      c3                   | ret                           |
      """;

  static final String HOLDING =
      """
      53                | push rbx                      | the caller's own
      55                | push rbp                      |
      41 54             | push r12                      |
      41 55             | push r13                      |
      41 56             | push r14                      |
      41 57             | push r15                      |
      48 83 ec 28       | sub rsp, 0x28                 |
      48 89 3c 24       | mov QWORD PTR [rsp], rdi      | the closure: no register is left for it
      0f ae 5c 24 10    | stmxcsr DWORD PTR [rsp+0x10]  | control words as they were
      d9 7c 24 14       | fnstcw WORD PTR [rsp+0x14]    |
      8b 47 08          | mov eax, DWORD PTR [rdi+0x8]  | another way of rounding for each id
      83 e0 03          | and eax, 0x3                  |
      89 c1             | mov ecx, eax                  |
      c1 e0 0d          | shl eax, 0xd                  |
      0d 80 1f 00 00    | or eax, 0x1f80                |
      89 44 24 18       | mov DWORD PTR [rsp+0x18], eax |
      0f ae 54 24 18    | ldmxcsr DWORD PTR [rsp+0x18]  |
      c1 e1 0a          | shl ecx, 0xa                  |
      81 c9 7f 03 00 00 | or ecx, 0x37f                 |
      89 4c 24 1c       | mov DWORD PTR [rsp+0x1c], ecx |
      d9 6c 24 1c       | fldcw WORD PTR [rsp+0x1c]     |
      48 8b 3c 24       | mov rdi, QWORD PTR [rsp]      |
      48 ff 4f 10       | dec QWORD PTR [rdi+0x10]      | one round less
      78 56             | js 0xa5                       |
      48 8b 47 08       | mov rax, QWORD PTR [rdi+0x8]  | id * 2^32 + 1, 2, 3 ...
      48 c1 e0 20       | shl rax, 0x20                 |
      48 8d 58 01       | lea rbx, [rax+0x1]            |
      48 8d 68 02       | lea rbp, [rax+0x2]            |
      4c 8d 60 03       | lea r12, [rax+0x3]            |
      4c 8d 68 04       | lea r13, [rax+0x4]            |
      4c 8d 70 05       | lea r14, [rax+0x5]            |
      4c 8d 78 06       | lea r15, [rax+0x6]            |
      48 8b 3f          | mov rdi, QWORD PTR [rdi]      | yield(table)
      ff 57 20          | call QWORD PTR [rdi+0x20]     |
      48 8b 3c 24       | mov rdi, QWORD PTR [rsp]      | write down what is found
      48 8b 4f 18       | mov rcx, QWORD PTR [rdi+0x18] |
      48 89 19          | mov QWORD PTR [rcx], rbx      |
      48 89 69 08       | mov QWORD PTR [rcx+0x8], rbp  |
      4c 89 61 10       | mov QWORD PTR [rcx+0x10], r12 |
      4c 89 69 18       | mov QWORD PTR [rcx+0x18], r13 |
      4c 89 71 20       | mov QWORD PTR [rcx+0x20], r14 |
      4c 89 79 28       | mov QWORD PTR [rcx+0x28], r15 |
      0f ae 59 30       | stmxcsr DWORD PTR [rcx+0x30]  |
      d9 79 38          | fnstcw WORD PTR [rcx+0x38]    |
      48 83 c1 40       | add rcx, 0x40                 |
      48 89 4f 18       | mov QWORD PTR [rdi+0x18], rcx |
      eb a0             | jmp 0x45                      |
      0f ae 54 24 10    | ldmxcsr DWORD PTR [rsp+0x10]  |
      d9 6c 24 14       | fldcw WORD PTR [rsp+0x14]     |
      48 83 c4 28       | add rsp, 0x28                 |
      41 5f             | pop r15                       |
      41 5e             | pop r14                       |
      41 5d             | pop r13                       |
      41 5c             | pop r12                       |
      5d                | pop rbp                       |
      5b                | pop rbx                       |
      c3                | ret                           |
      """;

  static final String PASSING =
      """
      53          | push rbx                      | the caller's own
      48 89 fb    | mov rbx, rdi                  | the closure
      48 8b 43 18 | mov rax, QWORD PTR [rbx+0x18] | one switch less
      48 ff 08    | dec QWORD PTR [rax]           |
      78 0c       | js 0x19                       |
      48 8b 3b    | mov rdi, QWORD PTR [rbx]      | switch(own, next)
      48 8b 73 08 | mov rsi, QWORD PTR [rbx+0x8]  |
      ff 53 20    | call QWORD PTR [rbx+0x20]     |
      eb eb       | jmp 0x4                       |
      48 8b 3b    | mov rdi, QWORD PTR [rbx]      | switch(own, base)
      48 8b 73 10 | mov rsi, QWORD PTR [rbx+0x10] |
      ff 53 20    | call QWORD PTR [rbx+0x20]     |
      eb df       | jmp 0x4                       |
      """;

  static final String FALLING =
      """
      50    | push rax | eight bytes deeper
      eb fd | jmp 0x0  | for ever
      """;

  static final String SAYING =
      """
      53             | push rbx                      | the caller's own
      41 54          | push r12                      |
      41 55          | push r13                      |
      48 89 fb       | mov rbx, rdi                  | the closure
      4c 8b 2f       | mov r13, QWORD PTR [rdi]      | the table
      4c 8b 67 18    | mov r12, QWORD PTR [rdi+0x18] | how many times
      49 ff cc       | dec r12                       |
      78 1d          | js 0x31                       |
      bf 01 00 00 00 | mov edi, 0x1                  | write(1, text, length)
      48 8b 73 08    | mov rsi, QWORD PTR [rbx+0x8]  |
      48 8b 53 10    | mov rdx, QWORD PTR [rbx+0x10] |
      b8 01 00 00 00 | mov eax, 0x1                  |
      0f 05          | syscall                       |
      4c 89 ef       | mov rdi, r13                  | yield(table)
      41 ff 55 20    | call QWORD PTR [r13+0x20]     |
      eb de          | jmp 0xf                       |
      41 5d          | pop r13                       |
      41 5c          | pop r12                       |
      5b             | pop rbx                       |
      c3             | ret                           |
      """;

  private SystemVBodies() {}
}
