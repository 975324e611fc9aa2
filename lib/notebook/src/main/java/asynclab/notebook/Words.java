package asynclab.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Text that has to fit: an estimate of its width, on the wide side, and what follows from it.
final class Words {
  private static final double USUAL = 0.61;
  private static final double NARROW = 0.34;
  private static final double WIDE = 1.05;
  private static final int FIRST_WIDE = 0x1100;

  private Words() {}

  /// How wide `text` is at most, in the fonts a browser may choose, at `size` pixels.
  static double width(String text, double size) {
    return size
        * text.codePoints()
            .mapToDouble(c ->
                c >= FIRST_WIDE && c != '…' ? WIDE : " .,:;'il|".indexOf(c) >= 0 ? NARROW : USUAL)
            .sum();
  }

  /// `text`, or as much of it as fits into `room`, ending in `…`.
  static String cut(String text, double size, double room) {
    if (width(text, size) <= room) {
      return text;
    }
    var kept = new StringBuilder();
    for (var c : text.codePoints().toArray()) {
      if (width(kept + "…", size) + size * WIDE > room) {
        break;
      }
      kept.appendCodePoint(c);
    }
    return kept + "…";
  }

  /// `text` in lines that fit into `room`, at most `lines` of them; the last may end in `…`.
  static List<String> wrap(String text, double size, double room, int lines) {
    var wrapped = new ArrayList<String>();
    var line = "";
    for (var word : text.strip().split("\\s+", -1)) {
      var longer = line.isEmpty() ? word : line + " " + word;
      if (line.isEmpty() || width(longer, size) <= room || wrapped.size() == lines - 1) {
        line = longer;
      } else {
        wrapped.add(line);
        line = word;
      }
    }
    wrapped.add(line);
    return wrapped.stream().map(text1 -> cut(text1, size, room)).toList();
  }

  /// `1 wait`, `2 waits`, `12,345 waits`.
  static String count(long n, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", n, thing, n == 1 ? "" : "s");
  }

  /// `1st`, `2nd`, `3rd`, `11th`.
  static String place(int n) {
    var teen = n % 100 / 10 == 1;
    return n
        + (teen
            ? "th"
            : switch (n % 10) {
              case 1 -> "st";
              case 2 -> "nd";
              case 3 -> "rd";
              default -> "th";
            });
  }
}
