package asynclab.coroutines.source;

import java.util.ArrayList;
import java.util.List;

/// Text in the making: lines, each as deep as the braces around it.
final class Lines {
  private final List<String> lines = new ArrayList<>();
  private final String unit;
  private String indent;

  Lines(String indent, String unit) {
    this.indent = indent;
    this.unit = unit;
  }

  void line(String text) {
    lines.add(text.isEmpty() ? "" : indent + text);
  }

  void open(String text) {
    line(text);
    indent += unit;
  }

  void close(String text) {
    indent = indent.substring(unit.length());
    line(text);
  }

  /// `} else {`
  void turn(String text) {
    close(text);
    indent += unit;
  }

  /// Lines of the source, moved to where they stand now. The inside of a text block stays where it
  /// is, since its place is part of it.
  void text(String text) {
    var all = text.split("\n", -1);
    line(all[0].stripTrailing());
    var least = Integer.MAX_VALUE;
    var inside = isTextBlockOpen(all[0], false);
    var frozen = new boolean[all.length];
    for (var i = 1; i < all.length; i++) {
      frozen[i] = inside;
      inside = isTextBlockOpen(all[i], inside);
      if (frozen[i] || all[i].isBlank()) continue;
      var depth = all[i].length() - all[i].stripLeading().length();
      var isClosing = i == all.length - 1 && all[i].strip().startsWith("}");
      least = Math.min(least, isClosing ? depth : Math.max(0, depth - unit.length()));
    }
    for (var i = 1; i < all.length; i++) {
      if (frozen[i]) lines.add(all[i]);
      else
        line(
            all[i].isBlank()
                ? ""
                : all[i].substring(Math.min(least, all[i].length())).stripTrailing());
    }
  }

  private static boolean isTextBlockOpen(String line, boolean inside) {
    var open = inside;
    for (var at = line.indexOf("\"\"\""); at >= 0; at = line.indexOf("\"\"\"", at + 3))
      open = !open;
    return open;
  }

  int mark() {
    return lines.size();
  }

  void prefix(int mark, String label) {
    var line = lines.get(mark);
    var text = line.stripLeading();
    lines.set(mark, line.substring(0, line.length() - text.length()) + label + " " + text);
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
