package asynclab.kernel;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;

/// The standard output (or error) of the kernel while no cell runs: threads that outlive their cell
/// print here.
///
/// JJava puts its own stream in place for the time of a cell and this one back afterwards, so what
/// a background thread prints would go to the terminal of the server, which nobody reads. Here each
/// piece is handed to a [Predicate] that sends it to a cell and says whether it could; what it
/// could not send still goes to the terminal, so that nothing is lost.
final class CellOutput extends OutputStream {
  private final Predicate<String> toCell;
  private final OutputStream terminal;
  private byte[] half = {}; // the first bytes of a character whose last have not come yet

  CellOutput(Predicate<String> toCell, OutputStream terminal) {
    this.toCell = toCell;
    this.terminal = terminal;
  }

  /// A stream for `System.setOut` or `System.setErr`, which keeps `descriptor` for its terminal.
  static PrintStream stream(Predicate<String> toCell, FileDescriptor descriptor) {
    var output = new CellOutput(toCell, new FileOutputStream(descriptor));
    return new PrintStream(output, true, StandardCharsets.UTF_8);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /// One `println` comes as one call, unless the line is very long: then in pieces, which may part
  /// a character.
  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    var all = Arrays.copyOf(half, half.length + length);
    System.arraycopy(bytes, offset, all, half.length, length);
    var whole = wholeCharacters(all);
    half = Arrays.copyOfRange(all, whole, all.length);
    var text = new String(all, 0, whole, StandardCharsets.UTF_8);
    if (!text.isEmpty() && !toCell.test(text)) {
      terminal.write(all, 0, whole);
    }
  }

  /// How many of these UTF-8 bytes make whole characters: all, or all but a begun one at the end.
  static int wholeCharacters(byte[] bytes) {
    var last = bytes.length - 1;
    while (last >= 0 && bytes.length - last < 4 && (bytes[last] & 0xC0) == 0x80) {
      last--;
    }
    if (last < 0) {
      return bytes.length;
    }
    var lead = bytes[last] & 0xFF;
    var length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    return last + length > bytes.length ? last : bytes.length;
  }
}
