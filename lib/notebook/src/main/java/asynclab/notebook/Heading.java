package asynclab.notebook;

import asynclab.notebook.markup.Markup;
import java.util.List;

/// What stands above a drawing: its title, and in a sentence what it shows.
record Heading(List<String> title, List<String> summary) {
  private static final int ABOVE = 12;
  private static final int LINES_MAX = 3;

  /// Both in lines no longer than `room`.
  static Heading of(String title, String summary, double room) {
    return new Heading(
        Words.wrap(title, Sheet.TITLE_SIZE * 1.1, room, LINES_MAX),
        Words.wrap(summary, Sheet.TEXT_SIZE, room, LINES_MAX));
  }

  /// Where it ends.
  double bottom() {
    return ABOVE
        + Sheet.height(title.size(), Sheet.TITLE_SIZE)
        + Sheet.height(summary.size(), Sheet.TEXT_SIZE);
  }

  void draw(Markup svg, double x) {
    var y = Sheet.lines(svg, title, x, ABOVE, Sheet.TITLE_SIZE, "ink");
    var _ = Sheet.lines(svg, summary, x, y, Sheet.TEXT_SIZE, "soft");
  }
}
