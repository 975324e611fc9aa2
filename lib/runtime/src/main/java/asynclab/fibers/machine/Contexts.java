package asynclab.fibers.machine;

import java.util.List;

/// The contexts of the three calling conventions: what stands where. The machine code in [Switches]
/// has the same offsets.
final class Contexts {
  static final List<Register> SYSTEM_V =
      registers(
          """
          0x00 8 rsp   the stack pointer
          0x08 8 r15   callee-saved
          0x10 8 r14   callee-saved
          0x18 8 r13   callee-saved
          0x20 8 r12   callee-saved
          0x28 8 rbx   callee-saved
          0x30 8 rbp   callee-saved, often the frame pointer
          0x38 8 rdi   argument 1: the closure of the fiber
          0x40 4 mxcsr how SSE rounds, and what it traps
          0x44 2 x87cw the same for x87
          """);

  static final List<Register> WINDOWS =
      registers(
          """
          0x00 16 xmm6  callee-saved on Windows
          0x10 16 xmm7  callee-saved on Windows
          0x20 16 xmm8  callee-saved on Windows
          0x30 16 xmm9  callee-saved on Windows
          0x40 16 xmm10 callee-saved on Windows
          0x50 16 xmm11 callee-saved on Windows
          0x60 16 xmm12 callee-saved on Windows
          0x70 16 xmm13 callee-saved on Windows
          0x80 16 xmm14 callee-saved on Windows
          0x90 16 xmm15 callee-saved on Windows
          0xa0 8 rsp       the stack pointer
          0xa8 8 r15       callee-saved
          0xb0 8 r14       callee-saved
          0xb8 8 r13       callee-saved
          0xc0 8 r12       callee-saved
          0xc8 8 rbx       callee-saved
          0xd0 8 rbp       callee-saved, often the frame pointer
          0xd8 8 rdi       callee-saved on Windows
          0xe0 8 rsi       callee-saved on Windows
          0xe8 8 gs:0x8    the top of the stack, for Windows
          0xf0 8 gs:0x10   its lowest byte in use, for Windows
          0xf8 8 gs:0x1478 its lowest byte, for Windows
          0x100 8 rcx      argument 1: the closure of the fiber
          0x108 4 mxcsr    how SSE rounds, and what it traps
          0x10c 2 x87cw    the same for x87
          """);

  static final List<Register> AAPCS64 =
      registers(
          """
          0x00 8 sp   the stack pointer
          0x08 8 x19  callee-saved
          0x10 8 x20  callee-saved
          0x18 8 x21  callee-saved
          0x20 8 x22  callee-saved
          0x28 8 x23  callee-saved
          0x30 8 x24  callee-saved
          0x38 8 x25  callee-saved
          0x40 8 x26  callee-saved
          0x48 8 x27  callee-saved
          0x50 8 x28  callee-saved
          0x58 8 x29  callee-saved, the frame pointer
          0x60 8 x30  the link register: where ret goes
          0x68 8 x0   argument 1: the closure of the fiber
          0x70 8 d8   callee-saved
          0x78 8 d9   callee-saved
          0x80 8 d10  callee-saved
          0x88 8 d11  callee-saved
          0x90 8 d12  callee-saved
          0x98 8 d13  callee-saved
          0xa0 8 d14  callee-saved
          0xa8 8 d15  callee-saved
          0xb0 8 fpcr how numbers are rounded
          """);

  static final Slot SYSTEM_V_SLOT = new Slot(0x48, 0x50, 0x58, 0x80);
  static final Slot WINDOWS_SLOT = new Slot(0x110, 0x118, 0x120, 0x180);
  static final Slot AAPCS64_SLOT = new Slot(0xb8, 0xc0, 0xc8, 0x100);

  private Contexts() {}

  /// Where state, top of the stack and closure stand behind a context, and how long a slot is.
  record Slot(int state, int top, int closure, int bytes) {}

  private static List<Register> registers(String table) {
    return table.lines().map(row -> register(row.split(" +", 4))).toList();
  }

  private static Register register(String[] cells) {
    return new Register(cells[2], Integer.decode(cells[0]), Integer.parseInt(cells[1]), cells[3]);
  }
}
