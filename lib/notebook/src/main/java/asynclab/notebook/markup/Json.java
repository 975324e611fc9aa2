package asynclab.notebook.markup;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Values as JSON: maps, lists, texts, numbers and truths; the rest is refused.
///
/// What it writes may stand inside a script of a page and inside XML: `<`, `>` and `&` are escaped.
public final class Json {
  private Json() {}

  /// The text of `value`; the keys of a map come in the map's order.
  public static String of(Object value) {
    var out = new StringBuilder();
    write(out, value);
    return out.toString();
  }

  private static void write(StringBuilder out, Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        var before = "{";
        for (var entry : map.entrySet()) {
          out.append(before);
          text(out, entry.getKey().toString());
          out.append(':');
          write(out, entry.getValue());
          before = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        var before = "[";
        for (var element : list) {
          out.append(before);
          write(out, element);
          before = ",";
        }
        out.append(list.isEmpty() ? "[]" : "]");
      }
      case String text -> text(out, text);
      case Integer number -> out.append(number);
      case Long number -> out.append(number);
      case Boolean truth -> out.append(truth);
      case Double number when Double.isFinite(number) -> out.append(decimal(number));
      default ->
          throw new IllegalArgumentException(
              "JSON has no way to write " + value + ", a " + value.getClass().getName());
    }
  }

  /// With three decimals at most: pixels and microseconds need no more.
  private static String decimal(double number) {
    var text = String.format(Locale.ROOT, "%.3f", number);
    return text.replaceFirst("\\.?0+$", "");
  }

  private static void text(StringBuilder out, String text) {
    out.append('"');
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        default -> {
          if (isPlain(c)) {
            out.append(c);
          } else {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          }
        }
      }
    }
    out.append('"');
  }

  /// What neither a script, nor XML, nor a line could take for something else; the rest is escaped.
  private static boolean isPlain(char c) {
    if (c < 0x7f) {
      return c >= ' ' && "<>&".indexOf(c) < 0;
    }
    // Not the C1 controls, not the separators of lines, no half of a surrogate pair.
    return c > 0xa0
        && c < 0xd800
        && Character.getType(c) != Character.LINE_SEPARATOR
        && Character.getType(c) != Character.PARAGRAPH_SEPARATOR;
  }
}
