package asynclab.syscalls;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A function in machine code, written as a table that a person can read.
///
/// The bytes are what runs; the assembly beside them is for readers, and a test compares it with a
/// real disassembler. Printed, it is the listing:
///
/// ```
///   0  48 89 f8  mov rax, rdi  the number of the call
/// ```
///
/// @param title what it is
/// @param os whose kernel it speaks to
/// @param instructions in the order in which they stand in memory
public record Routine(String title, Os os, Processor processor, List<Instruction> instructions) {
  private static final HexFormat PAIRS = HexFormat.ofDelimiter(" ");
  private static final Pattern BYTES = Pattern.compile("(\\p{XDigit}{2}( \\p{XDigit}{2})*)?");

  public Routine {
    instructions = List.copyOf(instructions);
  }

  /// A table of one row an instruction: bytes, assembly and comment, with bars between them.
  ///
  /// @throws IllegalArgumentException when a row is none, with its text
  public static Routine of(String title, Os os, Processor processor, String table) {
    return new Routine(title, os, processor, table.lines().map(Routine::instruction).toList());
  }

  private static Instruction instruction(String row) {
    var cells = row.split("\\|", -1);
    if (cells.length != 3 || !BYTES.matcher(cells[0].strip()).matches()) {
      throw new IllegalArgumentException(
          "a row is bytes | assembly | comment, bytes as pairs of hexadecimal digits: " + row);
    }
    return new Instruction(cells[0].strip(), cells[1].strip(), cells[2].strip());
  }

  /// Whether this machine can run it.
  public boolean isForHere() {
    return os == Os.current() && processor == Processor.current();
  }

  /// The bytes of all instructions, one behind the other.
  public byte[] bytes() {
    var all = new ByteArrayOutputStream();
    for (var each : instructions) all.writeBytes(PAIRS.parseHex(each.bytes()));
    return all.toByteArray();
  }

  /// The listing: offset, bytes, assembly, comment.
  @Override
  public String toString() {
    var where = isForHere() ? "" : " (not run here)";
    var text = new StringBuilder("%s on %s, %s%s\n".formatted(title, name(os), processor, where));
    var row =
        "%%3s  %%-%ds  %%-%ds  %%s"
            .formatted(
                widest(instructions.stream().map(Instruction::bytes)),
                widest(instructions.stream().map(Instruction::assembly)));
    var offset = 0;
    for (var each : instructions) {
      var at = each.size() == 0 ? "" : Integer.toHexString(offset);
      var line = row.formatted(at, each.bytes(), each.assembly(), each.comment());
      text.append(line.stripTrailing()).append('\n');
      offset += each.size();
    }
    return text.toString();
  }

  private static int widest(Stream<String> column) {
    return Math.max(1, column.mapToInt(String::length).max().orElse(1));
  }

  /// As its makers write it.
  private static String name(Os os) {
    return switch (os) {
      case LINUX -> "Linux";
      case MACOS -> "macOS";
      case FREEBSD -> "FreeBSD";
      case NETBSD -> "NetBSD";
      case OPENBSD -> "OpenBSD";
      case WINDOWS -> "Windows";
    };
  }
}
