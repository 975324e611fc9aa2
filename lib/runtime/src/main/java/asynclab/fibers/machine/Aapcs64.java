package asynclab.fibers.machine;

/// The machine code of [Switches] and [Scheduler] for AArch64; the offsets are those of [Abi].
final class Aapcs64 {
  static final String KEEP =
      """
      e9 03 00 91 | mov x9, sp               | the stack is one number
      09 00 00 f9 | str x9, [x0]             |
      13 d0 00 a9 | stp x19, x20, [x0, #8]   | what a callee must leave as it was
      15 d8 01 a9 | stp x21, x22, [x0, #24]  |
      17 e0 02 a9 | stp x23, x24, [x0, #40]  |
      19 e8 03 a9 | stp x25, x26, [x0, #56]  |
      1b f0 04 a9 | stp x27, x28, [x0, #72]  |
      1d f8 05 a9 | stp x29, x30, [x0, #88]  | x30: where ret goes, not on the stack
      08 24 07 6d | stp d8, d9, [x0, #112]   |
      0a 2c 08 6d | stp d10, d11, [x0, #128] |
      0c 34 09 6d | stp d12, d13, [x0, #144] |
      0e 3c 0a 6d | stp d14, d15, [x0, #160] |
      """;

  static final String KEEP_CONTROL =
      """
      09 44 3b d5 | mrs x9, fpcr             | how numbers are rounded
      09 58 00 f9 | str x9, [x0, #176]       |
      """;

  static final String LOAD =
      """
      29 00 40 f9 | ldr x9, [x1]             | and here we are on the other stack
      3f 01 00 91 | mov sp, x9               |
      33 d0 40 a9 | ldp x19, x20, [x1, #8]   |
      35 d8 41 a9 | ldp x21, x22, [x1, #24]  |
      37 e0 42 a9 | ldp x23, x24, [x1, #40]  |
      39 e8 43 a9 | ldp x25, x26, [x1, #56]  |
      3b f0 44 a9 | ldp x27, x28, [x1, #72]  |
      3d f8 45 a9 | ldp x29, x30, [x1, #88]  |
      28 24 47 6d | ldp d8, d9, [x1, #112]   |
      2a 2c 48 6d | ldp d10, d11, [x1, #128] |
      2c 34 49 6d | ldp d12, d13, [x1, #144] |
      2e 3c 4a 6d | ldp d14, d15, [x1, #160] |
      """;

  static final String LOAD_CONTROL =
      """
      29 58 40 f9 | ldr x9, [x1, #176]       |
      09 44 1b d5 | msr fpcr, x9             |
      """;

  static final String RETURN =
      """
      20 34 40 f9 | ldr x0, [x1, #104]       | argument 1, should f begin here
      c0 03 5f d6 | ret                      | to whoever called with this stack
      """;

  static final String JUMP =
      """
      20 34 40 f9 | ldr x0, [x1, #104]       | argument 1, should f begin here
      c0 03 1f d6 | br x30                   | ret, past the processor's memory of calls
      """;

  static final String YIELD =
      """
      fd 7b bf a9 | stp x29, x30, [sp, #-16]! | the way back
      09 00 40 f9 | ldr x9, [x0]              | the fiber that runs
      ea 03 09 aa | mov x10, x9               | search from the slot behind it
      4a 01 04 91 | add x10, x10, #0x100      |
      0b 08 40 f9 | ldr x11, [x0, #16]        | past the last slot?
      5f 01 0b eb | cmp x10, x11              |
      43 00 00 54 | b.cc 0x20                 |
      0a 04 40 f9 | ldr x10, [x0, #8]         | then on with the first
      5f 01 09 eb | cmp x10, x9               | all the way round?
      80 02 00 54 | b.eq 0x74                 |
      4b b9 40 b9 | ldr w11, [x10, #184]      | Ready?
      7f 09 00 71 | cmp w11, #0x2             |
      e1 fe ff 54 | b.ne 0xc                  |
      2c b9 40 b9 | ldr w12, [x9, #184]       | Available stays so
      4c 00 00 34 | cbz w12, 0x40             |
      2b b9 00 b9 | str w11, [x9, #184]       | Running becomes Ready
      2b 00 80 52 | mov w11, #0x1             | Ready becomes Running
      4b b9 00 b9 | str w11, [x10, #184]      |
      0a 00 00 f9 | str x10, [x0]             |
      0b 30 40 f9 | ldr x11, [x0, #96]        | one switch more
      6b 05 00 91 | add x11, x11, #0x1        |
      0b 30 00 f9 | str x11, [x0, #96]        |
      0b 0c 40 f9 | ldr x11, [x0, #24]        | switch(from, to)
      e0 03 09 aa | mov x0, x9                |
      e1 03 0a aa | mov x1, x10               |
      60 01 3f d6 | blr x11                   | the others run now
      20 00 80 52 | mov w0, #0x1              | back again
      fd 7b c1 a8 | ldp x29, x30, [sp], #16   |
      c0 03 5f d6 | ret                       |
      00 00 80 52 | mov w0, #0x0              | 0: nobody else is ready
      fd 7b c1 a8 | ldp x29, x30, [sp], #16   |
      c0 03 5f d6 | ret                       |
      """;

  static final String SPAWN =
      """
      09 04 40 f9 | ldr x9, [x0, #8]          | the first slot
      2a b9 40 b9 | ldr w10, [x9, #184]       | Available?
      ea 00 00 34 | cbz w10, 0x24             |
      29 01 04 91 | add x9, x9, #0x100        |
      0a 08 40 f9 | ldr x10, [x0, #16]        |
      3f 01 0a eb | cmp x9, x10               |
      63 ff ff 54 | b.cc 0x4                  |
      00 00 80 d2 | mov x0, #0x0              | 0: no slot is free
      c0 03 5f d6 | ret                       |
      2a 61 40 f9 | ldr x10, [x9, #192]       | T, the top of its stack
      40 01 1f f8 | stur x0, [x10, #-16]      | the table, for guard to find
      0b 2c 40 f9 | ldr x11, [x0, #88]        | guard: f returns to it
      41 2d be a9 | stp x1, x11, [x10, #-32]! | below it f
      2a 01 00 f9 | str x10, [x9]             | sp
      0b 28 40 f9 | ldr x11, [x0, #80]        | start: takes both off the stack
      2b 31 00 f9 | str x11, [x9, #96]        | x30: the switch returns to start
      22 35 00 f9 | str x2, [x9, #104]        | argument 1 of f
      0b 44 3b d5 | mrs x11, fpcr             | it rounds as its maker does
      2b 59 00 f9 | str x11, [x9, #176]       |
      4b 00 80 52 | mov w11, #0x2             | Ready
      2b b9 00 b9 | str w11, [x9, #184]       |
      e0 03 09 aa | mov x0, x9                |
      c0 03 5f d6 | ret                       |
      """;

  static final String GUARD =
      """
      e0 03 40 f9 | ldr x0, [sp]        | the table: where f found its stack
      09 00 40 f9 | ldr x9, [x0]        | the fiber that runs and has ended
      3f b9 00 b9 | str wzr, [x9, #184] | Available
      0a 10 40 f9 | ldr x10, [x0, #32]  |
      40 01 3f d6 | blr x10             | yield, for the last time
      00 00 20 d4 | brk #0x0            | nobody comes back
      """;

  static final String START =
      """
      e9 7b c1 a8 | ldp x9, x30, [sp], #16 | f, and guard as the place to return to
      20 01 1f d6 | br x9                  | f finds its stack 16 bytes aligned
      """;

  static final String NOTE =
      """
      09 1c 40 f9 | ldr x9, [x0, #56]     | where the next line of the log goes
      0a 20 40 f9 | ldr x10, [x0, #64]    |
      3f 01 0a eb | cmp x9, x10           |
      82 00 00 54 | b.cs 0x1c             |
      21 09 81 a8 | stp x1, x2, [x9], #16 | who and what
      09 1c 00 f9 | str x9, [x0, #56]     |
      c0 03 5f d6 | ret                   |
      09 24 40 f9 | ldr x9, [x0, #72]     | a line that is lost is counted
      29 05 00 91 | add x9, x9, #0x1      |
      09 24 00 f9 | str x9, [x0, #72]     |
      c0 03 5f d6 | ret                   |
      """;

  private Aapcs64() {}
}
