package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.markup.Markup;
import java.util.List;

/// The paper that every picture of the lab is drawn on: an SVG document with a background, lines of
/// words, and an axis.
final class Sheet {
  static final double TITLE_SIZE = 17;

  /// The title of a panel, where the picture has one of its own.
  static final double HEAD_SIZE = 14;

  static final double TEXT_SIZE = 12;

  private static final String FONT =
      "ui-sans-serif, system-ui, 'Segoe UI', Helvetica, Arial, sans-serif";
  private static final String CODE = "ui-monospace, 'SFMono-Regular', Menlo, Consolas, monospace";
  private static final double LEAD = 5; // between two lines of words

  private Sheet() {}

  /// Begins the document; `title` and `description` are for readers who do not see it.
  static void open(Markup svg, double width, double height, String title, String description) {
    var wide = px(width);
    var high = px(height);
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + wide + " " + high,
        "width",
        wide,
        "height",
        high,
        "role",
        "img",
        "font-family",
        FONT,
        "font-size",
        px(TEXT_SIZE));
    svg.leaf("title", title).leaf("desc", description).leaf("style", Palette.css());
    svg.empty("rect", "class", "bg", "width", wide, "height", high);
  }

  /// How high `lines` are.
  static double height(int lines, double size) {
    return lines * (size + LEAD);
  }

  /// Draws `lines` from `top` down; answers where the next thing may begin.
  static double lines(
      Markup svg, List<String> lines, double x, double top, double size, String look) {
    var y = top;
    for (var line : lines) {
      y += size + LEAD;
      text(svg, line, look, x, y - 3, "start", size, "ink".equals(look) ? "650" : "400");
    }
    return y;
  }

  /// A grid from `top` to `bottom` with its numbers above it, and what they count at the left.
  static void axis(
      Markup svg, List<Scale.Tick> ticks, String caption, double left, double top, double bottom) {
    for (var tick : ticks) {
      var x = px(tick.x());
      svg.empty("line", "class", "grid", "x1", x, "x2", x, "y1", px(top - 5), "y2", px(bottom));
      text(svg, tick.text(), "soft num", tick.x(), top - 10, "middle", 11, "400");
    }
    text(svg, caption, "soft", left - 12, top - 10, "end", 11, "400");
  }

  /// A rectangle with corners of radius `round`.
  static void rect(
      Markup svg, String look, double x, double y, double wide, double high, int round) {
    svg.empty(
        "rect", "class", look, "x", px(x), "y", px(y), "width", px(wide), "height", px(high), "rx",
        round);
  }

  /// One line of words.
  static void text(
      Markup svg,
      String text,
      String look,
      double x,
      double y,
      String anchor,
      double size,
      String weight) {
    if (text.isEmpty()) return;
    svg.leaf(
        "text",
        text,
        "class",
        look,
        "x",
        px(x),
        "y",
        px(y),
        "text-anchor",
        anchor,
        "font-size",
        px(size),
        "font-weight",
        weight);
  }

  /// One line of code.
  static void code(
      Markup svg, String text, String look, double x, double y, String anchor, double size) {
    if (text.isEmpty()) return;
    svg.leaf(
        "text",
        text,
        "class",
        look,
        "x",
        px(x),
        "y",
        px(y),
        "text-anchor",
        anchor,
        "font-size",
        px(size),
        "font-family",
        CODE);
  }
}
