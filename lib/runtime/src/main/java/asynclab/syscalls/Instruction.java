package asynclab.syscalls;

/// One machine instruction: its bytes, what an assembler calls them, and why it stands there.
///
/// @param bytes in the order of memory, as hexadecimal digits in pairs: `48 89 f8`
/// @param assembly as a disassembler writes it: `mov rax, rdi`
/// @param comment what it does here; may be empty
public record Instruction(String bytes, String assembly, String comment) {
  /// How many bytes it takes.
  public int size() {
    return (bytes.length() + 1) / 3;
  }
}
