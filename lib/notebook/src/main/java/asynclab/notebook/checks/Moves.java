package asynclab.notebook.checks;

import asynclab.syscalls.Instruction;
import java.util.HexFormat;
import java.util.List;

/// Reads the bytes of the moves that a switch of x86-64 consists of, between a register and a
/// context: `mov [rdi+0x20], r12`.
///
/// @see <a href="https://www.intel.com/sdm">Intel SDM, volume 2: MOV, and ModR/M and REX bytes</a>
final class Moves {
  private static final List<String> NAMES =
      List.of(
          "rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12",
          "r13", "r14", "r15");
  private static final int STORE = 0x89;
  private static final int LOAD = 0x8b;
  private static final int REX_W = 0x48;
  private static final int REX_R = 0x4;
  private static final int SIB = 4; // as the base of an address it means that another byte follows

  private Moves() {}

  /// The move in words, or the bytes when they are none between a register and a place in memory.
  static String read(Instruction instruction) {
    var bytes = HexFormat.ofDelimiter(" ").parseHex(instruction.bytes());
    if (bytes.length < 3 || bytes.length > 4 || (bytes[0] & ~REX_R) != REX_W) return other(bytes);
    var opcode = bytes[1] & 0xff;
    var modes = bytes[2] & 0xff;
    var base = modes & 7;
    var mode = modes >> 6;
    var hasOffset = mode == 1;
    if ((opcode != STORE && opcode != LOAD) || base == SIB) return other(bytes);
    if (hasOffset != (bytes.length == 4) || mode > 1) return other(bytes);
    var register = NAMES.get(((modes >> 3) & 7) + (bytes[0] & REX_R) * 2);
    var offset = hasOffset ? "+0x%x".formatted(bytes[3]) : "";
    var place = "[%s%s]".formatted(NAMES.get(base), offset);
    return opcode == STORE ? "mov " + place + ", " + register : "mov " + register + ", " + place;
  }

  private static String other(byte[] bytes) {
    return "no such move: " + HexFormat.ofDelimiter(" ").formatHex(bytes);
  }
}
