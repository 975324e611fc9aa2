package asynclab.fibers.machine;

/// The machine code of [Bodies] for AArch64.
final class Aapcs64Bodies {
  static final String COUNTING =
      """
      fd 7b bd a9 | stp x29, x30, [sp, #-48]!   | the way back, and the caller's own
      f3 53 01 a9 | stp x19, x20, [sp, #16]     |
      f5 13 00 f9 | str x21, [sp, #32]          |
      f3 03 00 aa | mov x19, x0                 | the closure
      14 00 40 f9 | ldr x20, [x0]               | the table
      15 00 80 d2 | mov x21, #0x0               | i
      e0 03 14 aa | mov x0, x20                 | note(table, who, "starts")
      61 06 40 f9 | ldr x1, [x19, #8]           |
      02 00 80 92 | mov x2, #0xffffffffffffffff |
      89 1a 40 f9 | ldr x9, [x20, #48]          |
      20 01 3f d6 | blr x9                      |
      69 0a 40 f9 | ldr x9, [x19, #16]          | i < n?
      bf 02 09 eb | cmp x21, x9                 |
      62 01 00 54 | b.cs 0x60                   |
      e0 03 14 aa | mov x0, x20                 | note(table, who, i)
      61 06 40 f9 | ldr x1, [x19, #8]           |
      e2 03 15 aa | mov x2, x21                 |
      89 1a 40 f9 | ldr x9, [x20, #48]          |
      20 01 3f d6 | blr x9                      |
      e0 03 14 aa | mov x0, x20                 | yield(table)
      89 12 40 f9 | ldr x9, [x20, #32]          |
      20 01 3f d6 | blr x9                      |
      b5 06 00 91 | add x21, x21, #0x1          |
      f4 ff ff 17 | b 0x2c                      |
      e0 03 14 aa | mov x0, x20                 | note(table, who, "ends")
      61 06 40 f9 | ldr x1, [x19, #8]           |
      22 00 80 92 | mov x2, #0xfffffffffffffffe |
      89 1a 40 f9 | ldr x9, [x20, #48]          |
      20 01 3f d6 | blr x9                      |
      f5 13 40 f9 | ldr x21, [sp, #32]          |
      f3 53 41 a9 | ldp x19, x20, [sp, #16]     |
      fd 7b c3 a8 | ldp x29, x30, [sp], #48     |
      c0 03 5f d6 | ret                         |
      """;

  static final String SPAWNING =
      """
      fd 7b be a9 | stp x29, x30, [sp, #-32]!   | the way back, and the caller's own
      f3 53 01 a9 | stp x19, x20, [sp, #16]     |
      f3 03 00 aa | mov x19, x0                 | the closure
      14 00 40 f9 | ldr x20, [x0]               | the table
      e0 03 14 aa | mov x0, x20                 | note(table, who, "starts")
      61 06 40 f9 | ldr x1, [x19, #8]           |
      02 00 80 92 | mov x2, #0xffffffffffffffff |
      89 1a 40 f9 | ldr x9, [x20, #48]          |
      20 01 3f d6 | blr x9                      |
      e0 03 14 aa | mov x0, x20                 | spawn(table, f, its closure)
      61 0a 41 a9 | ldp x1, x2, [x19, #16]      |
      89 16 40 f9 | ldr x9, [x20, #40]          |
      20 01 3f d6 | blr x9                      |
      42 00 80 92 | mov x2, #0xfffffffffffffffd | note(table, who, "spawns" or "no slot")
      40 00 00 b5 | cbnz x0, 0x40               |
      62 00 80 92 | mov x2, #0xfffffffffffffffc |
      e0 03 14 aa | mov x0, x20                 |
      61 06 40 f9 | ldr x1, [x19, #8]           |
      89 1a 40 f9 | ldr x9, [x20, #48]          |
      20 01 3f d6 | blr x9                      |
      e0 03 14 aa | mov x0, x20                 | yield(table)
      89 12 40 f9 | ldr x9, [x20, #32]          |
      20 01 3f d6 | blr x9                      |
      e0 03 14 aa | mov x0, x20                 | note(table, who, "ends")
      61 06 40 f9 | ldr x1, [x19, #8]           |
      22 00 80 92 | mov x2, #0xfffffffffffffffe |
      89 1a 40 f9 | ldr x9, [x20, #48]          |
      20 01 3f d6 | blr x9                      |
      f3 53 41 a9 | ldp x19, x20, [sp, #16]     |
      fd 7b c2 a8 | ldp x29, x30, [sp], #32     |
      c0 03 5f d6 | ret                         |
      """;

  static final String HOLDING =
      """
      fd 7b b4 a9 | stp x29, x30, [sp, #-192]! | the way back, and the caller's own
      f3 53 01 a9 | stp x19, x20, [sp, #16]    |
      f5 5b 02 a9 | stp x21, x22, [sp, #32]    |
      f7 63 03 a9 | stp x23, x24, [sp, #48]    |
      f9 6b 04 a9 | stp x25, x26, [sp, #64]    |
      fb 73 05 a9 | stp x27, x28, [sp, #80]    |
      e8 27 06 6d | stp d8, d9, [sp, #96]      |
      ea 2f 07 6d | stp d10, d11, [sp, #112]   |
      ec 37 08 6d | stp d12, d13, [sp, #128]   |
      ee 3f 09 6d | stp d14, d15, [sp, #144]   |
      09 44 3b d5 | mrs x9, fpcr               | the control word as it was
      e0 27 0a a9 | stp x0, x9, [sp, #160]     | the closure: no register is left for it
      09 04 40 f9 | ldr x9, [x0, #8]           | another way of rounding for each id
      29 05 40 92 | and x9, x9, #0x3           |
      29 a5 6a d3 | lsl x9, x9, #22            |
      09 44 1b d5 | msr fpcr, x9               |
      e0 53 40 f9 | ldr x0, [sp, #160]         |
      09 08 40 f9 | ldr x9, [x0, #16]          | one round less
      29 05 00 f1 | subs x9, x9, #0x1          |
      64 06 00 54 | b.mi 0x118                 |
      09 08 00 f9 | str x9, [x0, #16]          |
      09 04 40 f9 | ldr x9, [x0, #8]           | id * 2^32 + 1, 2, 3 ...
      29 7d 60 d3 | lsl x9, x9, #32            |
      33 05 00 91 | add x19, x9, #0x1          |
      34 09 00 91 | add x20, x9, #0x2          |
      35 0d 00 91 | add x21, x9, #0x3          |
      36 11 00 91 | add x22, x9, #0x4          |
      37 15 00 91 | add x23, x9, #0x5          |
      38 19 00 91 | add x24, x9, #0x6          |
      39 1d 00 91 | add x25, x9, #0x7          |
      3a 21 00 91 | add x26, x9, #0x8          |
      3b 25 00 91 | add x27, x9, #0x9          |
      3c 29 00 91 | add x28, x9, #0xa          |
      3d 2d 00 91 | add x29, x9, #0xb          |
      29 31 00 91 | add x9, x9, #0xc           |
      28 01 67 9e | fmov d8, x9                |
      29 05 00 91 | add x9, x9, #0x1           |
      29 01 67 9e | fmov d9, x9                |
      29 05 00 91 | add x9, x9, #0x1           |
      2a 01 67 9e | fmov d10, x9               |
      29 05 00 91 | add x9, x9, #0x1           |
      2b 01 67 9e | fmov d11, x9               |
      29 05 00 91 | add x9, x9, #0x1           |
      2c 01 67 9e | fmov d12, x9               |
      29 05 00 91 | add x9, x9, #0x1           |
      2d 01 67 9e | fmov d13, x9               |
      29 05 00 91 | add x9, x9, #0x1           |
      2e 01 67 9e | fmov d14, x9               |
      29 05 00 91 | add x9, x9, #0x1           |
      2f 01 67 9e | fmov d15, x9               |
      00 00 40 f9 | ldr x0, [x0]               | yield(table)
      09 10 40 f9 | ldr x9, [x0, #32]          |
      20 01 3f d6 | blr x9                     |
      e0 53 40 f9 | ldr x0, [sp, #160]         | write down what is found
      09 0c 40 f9 | ldr x9, [x0, #24]          |
      33 51 00 a9 | stp x19, x20, [x9]         |
      35 59 01 a9 | stp x21, x22, [x9, #16]    |
      37 61 02 a9 | stp x23, x24, [x9, #32]    |
      39 69 03 a9 | stp x25, x26, [x9, #48]    |
      3b 71 04 a9 | stp x27, x28, [x9, #64]    |
      3d 29 00 f9 | str x29, [x9, #80]         |
      28 a5 05 6d | stp d8, d9, [x9, #88]      |
      2a ad 06 6d | stp d10, d11, [x9, #104]   |
      2c b5 07 6d | stp d12, d13, [x9, #120]   |
      2e bd 08 6d | stp d14, d15, [x9, #136]   |
      0a 44 3b d5 | mrs x10, fpcr              |
      2a 4d 00 f9 | str x10, [x9, #152]        |
      29 81 02 91 | add x9, x9, #0xa0          |
      09 0c 00 f9 | str x9, [x0, #24]          |
      cb ff ff 17 | b 0x40                     |
      e9 57 40 f9 | ldr x9, [sp, #168]         |
      09 44 1b d5 | msr fpcr, x9               |
      ee 3f 49 6d | ldp d14, d15, [sp, #144]   |
      ec 37 48 6d | ldp d12, d13, [sp, #128]   |
      ea 2f 47 6d | ldp d10, d11, [sp, #112]   |
      e8 27 46 6d | ldp d8, d9, [sp, #96]      |
      fb 73 45 a9 | ldp x27, x28, [sp, #80]    |
      f9 6b 44 a9 | ldp x25, x26, [sp, #64]    |
      f7 63 43 a9 | ldp x23, x24, [sp, #48]    |
      f5 5b 42 a9 | ldp x21, x22, [sp, #32]    |
      f3 53 41 a9 | ldp x19, x20, [sp, #16]    |
      fd 7b cc a8 | ldp x29, x30, [sp], #192   |
      c0 03 5f d6 | ret                        |
      """;

  static final String PASSING =
      """
      fd 7b be a9 | stp x29, x30, [sp, #-32]! | the way back, and the caller's own
      f3 0b 00 f9 | str x19, [sp, #16]        |
      f3 03 00 aa | mov x19, x0               | the closure
      69 0e 40 f9 | ldr x9, [x19, #24]        | one switch less
      2a 01 40 f9 | ldr x10, [x9]             |
      4a 05 00 f1 | subs x10, x10, #0x1       |
      2a 01 00 f9 | str x10, [x9]             |
      a4 00 00 54 | b.mi 0x30                 |
      60 06 40 a9 | ldp x0, x1, [x19]         | switch(own, next)
      69 12 40 f9 | ldr x9, [x19, #32]        |
      20 01 3f d6 | blr x9                    |
      f8 ff ff 17 | b 0xc                     |
      60 02 40 f9 | ldr x0, [x19]             | switch(own, base)
      61 0a 40 f9 | ldr x1, [x19, #16]        |
      69 12 40 f9 | ldr x9, [x19, #32]        |
      20 01 3f d6 | blr x9                    |
      f3 ff ff 17 | b 0xc                     |
      """;

  static final String FALLING =
      """
      e9 0f 1f f8 | str x9, [sp, #-16]! | sixteen bytes deeper
      ff ff ff 17 | b 0x0               | for ever
      """;

  static final String SAYING =
      """
      fd 7b bd a9 | stp x29, x30, [sp, #-48]! | the way back, and the caller's own
      f3 53 01 a9 | stp x19, x20, [sp, #16]   |
      f5 13 00 f9 | str x21, [sp, #32]        |
      f3 03 00 aa | mov x19, x0               | the closure
      14 00 40 f9 | ldr x20, [x0]             | the table
      15 0c 40 f9 | ldr x21, [x0, #24]        | how many times
      b5 06 00 f1 | subs x21, x21, #0x1       |
      24 01 00 54 | b.mi 0x40                 |
      20 00 80 d2 | mov x0, #0x1              | write(1, text, length)
      61 8a 40 a9 | ldp x1, x2, [x19, #8]     |
      08 08 80 d2 | mov x8, #0x40             |
      01 00 00 d4 | svc #0x0                  |
      e0 03 14 aa | mov x0, x20               | yield(table)
      89 12 40 f9 | ldr x9, [x20, #32]        |
      20 01 3f d6 | blr x9                    |
      f7 ff ff 17 | b 0x18                    |
      f5 13 40 f9 | ldr x21, [sp, #32]        |
      f3 53 41 a9 | ldp x19, x20, [sp, #16]   |
      fd 7b c3 a8 | ldp x29, x30, [sp], #48   |
      c0 03 5f d6 | ret                       |
      """;

  private Aapcs64Bodies() {}
}
