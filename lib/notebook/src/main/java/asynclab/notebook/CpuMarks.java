package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.CpuTrace.End;
import asynclab.notebook.markup.Markup;

/// The marks that say why a slice ended, each with a shape of its own, and the hatching.
final class CpuMarks {
  private CpuMarks() {}

  /// Defines the pattern of a thread that is ready and does not run.
  static void hatching(Markup svg) {
    svg.open("defs");
    svg.open(
        "pattern",
        "id",
        "hatching",
        "width",
        "5",
        "height",
        "5",
        "patternUnits",
        "userSpaceOnUse",
        "patternTransform",
        "rotate(45)");
    svg.empty("rect", "class", "hatch-ground", "width", "5", "height", "5");
    svg.empty("line", "class", "hatch", "x1", "0", "y1", "0", "x2", "0", "y2", "5");
    svg.close().close();
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
