package asynclab.kernel;

import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsResolver;

/// JJava's magics, except inside a text block: there a line that starts with `%` is text.
final class Magics extends MagicsResolver {
  private static final String QUOTES = "\"\"\"";
  private static final char HIDDEN = '\uE000'; // of the range that means nothing to Unicode

  Magics() {
    super("(?<=(?:^|=))\\s*%", "%%", new MagicTranspiler());
  }

  @Override
  public String resolve(String cell) {
    if (cell.startsWith("%%") || !cell.contains(QUOTES)) return super.resolve(cell);
    return super.resolve(hide(cell)).replace(HIDDEN, '%');
  }

  /// Puts a stand-in for the first `%` of each line that starts inside a text block.
  static String hide(String cell) {
    var hidden = new StringBuilder();
    var inside = false;
    for (var line : cell.split("(?<=\n)", -1)) {
      var text = line.stripLeading();
      hidden.append(inside && text.startsWith("%") ? line.replaceFirst("%", "" + HIDDEN) : line);
      if ((line.split(QUOTES, -1).length - 1) % 2 == 1) inside = !inside;
    }
    return hidden.toString();
  }
}
