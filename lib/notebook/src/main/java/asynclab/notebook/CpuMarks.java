package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.CpuTrace.End;
import asynclab.notebook.markup.Markup;

/// The marks that say why a slice ended, each with a shape of its own, and the hatched bar.
final class CpuMarks {
  private static final double HATCH = 6;

  private CpuMarks() {}

  /// Draws a bar of a thread that is ready and does not run. Its lines are drawn one by one: a
  /// pattern would be printed as a bitmap of many megabytes.
  static void hatched(Markup svg, double from, double to, double top, double height) {
    svg.empty(
        "rect",
        "class",
        "hatched",
        "x",
        px(from),
        "y",
        px(top),
        "width",
        px(to - from),
        "height",
        px(height));
    var lines = new StringBuilder();
    for (var x = from - height + HATCH; x < to; x += HATCH) {
      var begin = Math.max(x, from);
      var end = Math.min(x + height, to);
      var bottom = top + height;
      lines.append(
          "M %s %s L %s %s "
              .formatted(px(begin), px(bottom - (begin - x)), px(end), px(bottom - (end - x))));
    }
    if (!lines.isEmpty()) svg.empty("path", "class", "hatch", "d", lines.toString().strip());
  }

  /// Draws the mark standing on (`x`, `y`), the upper right corner of its slice.
  static void draw(Markup svg, End end, double x, double y) {
    var at = "M %s %s ".formatted(px(x), px(y - 1));
    switch (end) {
      case TAKEN -> path(svg, end, "sys", at + "l -4 -7 h 8 z");
      case BLOCKED ->
          svg.empty(
              "circle",
              "class",
              "ready-hollow mark",
              "data-kind",
              end,
              "cx",
              px(x),
              "cy",
              px(y - 5),
              "r",
              "3");
      case STALLED -> path(svg, end, "wakehead", at + "l 4 -4 l -4 -4 l -4 4 z");
      case MOVED -> path(svg, end, "soft", at + "m -3 -8 l 7 4 l -7 4 z");
      case ENDED -> path(svg, end, "ink", at + "m -3 -1 v -6 h 6 v 6 z");
    }
  }

  private static void path(Markup svg, End end, String look, String shape) {
    svg.empty("path", "class", look + " mark", "data-kind", end, "d", shape);
  }
}
