package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.TaskRow.State;
import asynclab.notebook.markup.Markup;
import java.util.List;

/// A list of tasks as an SVG document: a band a task, its numbers in columns, below them what it
/// waits for, and a line for each mark.
final class TaskListDrawing {
  private static final double WIDTH = 840;
  private static final double EDGE = 16;
  private static final double PAD = 6;
  private static final double LINE = 17;
  private static final double NAME = 34; // where names begin; left of them the state as a shape
  private static final double STATE = 184;
  private static final double INDENT = NAME + 14;
  private static final double HEADS = 40;
  private static final double SIZE = 12;

  /// Where the columns end, in the order of the numbers.
  private static final double[] ENDS = {316, 384, 456, 536, 630, 728, 816};

  private static final List<String> HEADINGS =
      List.of("polls", "woken", "itself", "busy", "longest poll", "longest ready", "waited");

  private final String title;
  private final Heading heading;
  private final List<TaskRow> rows;
  private final String more;
  private final Markup svg = new Markup();

  TaskListDrawing(String title, String summary, List<TaskRow> rows, String more) {
    this.title = title;
    this.heading = Heading.of(title, summary, WIDTH - 2 * EDGE);
    this.rows = rows;
    this.more = more;
  }

  /// The document; `description` is for readers who do not see it.
  String svg(String description) {
    Sheet.open(svg, WIDTH, height(), title, description);
    heading.draw(svg, EDGE);
    heads();
    var y = top();
    for (var i = 0; i < rows.size(); i++) {
      if (i % 2 == 0) band(y, height(rows.get(i)));
      row(rows.get(i), y);
      y += height(rows.get(i));
    }
    Sheet.text(svg, more, "soft", NAME, y + LINE, "start", SIZE, "400");
    return svg.close().toString();
  }

  private double height() {
    var below = more.isEmpty() ? 0 : LINE;
    return top() + rows.stream().mapToDouble(TaskListDrawing::height).sum() + below + 12;
  }

  private double top() {
    return heading.bottom() + HEADS;
  }

  private static double height(TaskRow row) {
    var below = TaskListFigure.below(row).isEmpty() ? 0 : 1;
    return 2 * PAD + LINE * (1 + below + row.marks().size());
  }

  /// In two lines, since some are longer than what stands below them.
  private void heads() {
    var y = top() - 8;
    Sheet.text(svg, "task", "soft", NAME, y, "start", 11, "400");
    Sheet.text(svg, "state", "soft", STATE, y, "start", 11, "400");
    for (var i = 0; i < ENDS.length; i++) {
      var words = HEADINGS.get(i).split(" ", 2);
      if (words.length == 2) {
        Sheet.text(svg, words[0], "soft", ENDS[i], y - 14, "end", 11, "400");
      }
      Sheet.text(svg, words[words.length - 1], "soft", ENDS[i], y, "end", 11, "400");
    }
  }

  private void band(double y, double high) {
    Sheet.rect(svg, "band", EDGE, y, WIDTH - 2 * EDGE, high, 0);
  }

  private void row(TaskRow row, double top) {
    svg.open("g", "class", "task", "data-task", row.name());
    var y = top + PAD + LINE - 4;
    shape(row.state(), y - 4);
    var name = Words.cut(TaskListFigure.name(row), SIZE * 1.05, STATE - NAME - 8);
    Sheet.text(svg, name, "ink", NAME, y, "start", SIZE, "650");
    Sheet.text(svg, row.state().word(), "ink", STATE, y, "start", SIZE, "400");
    var numbers = TaskListFigure.numbers(row);
    for (var i = 0; i < ENDS.length; i++) {
      Sheet.text(svg, numbers.get(i), "ink num", ENDS[i], y, "end", SIZE, "400");
    }
    var below = TaskListFigure.below(row);
    if (!below.isEmpty()) {
      y += LINE;
      Sheet.text(svg, fit(below, NAME), "soft", NAME, y, "start", SIZE, "400");
    }
    for (var mark : row.marks()) {
      y += LINE;
      svg.empty(
          "path", "class", "wakehead", "d", "M %s %s h 10 l -5 -9 z".formatted(px(NAME), px(y)));
      Sheet.text(svg, fit(mark, INDENT), "ink mark", INDENT, y, "start", SIZE, "650");
    }
    svg.close();
  }

  private static String fit(String text, double from) {
    return Words.cut(text, SIZE, WIDTH - EDGE - from - 4);
  }

  /// The state as a shape, for those who look down the edge.
  private void shape(State state, double y) {
    var x = EDGE + 9;
    switch (state) {
      case RUNNING -> Sheet.rect(svg, "run", x - 5, y - 5, 10, 10, 1);
      case READY -> Sheet.rect(svg, "many", x - 5, y - 5, 10, 10, 1);
      case WAITING -> Sheet.rect(svg, "wait", x - 5, y - 5, 10, 10, 1);
      case DONE -> svg.empty("circle", "class", "ready", "cx", px(x), "cy", px(y), "r", "5");
    }
  }
}
