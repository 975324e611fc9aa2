package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.JourneyStep.Station;
import asynclab.notebook.markup.Markup;
import java.util.ArrayList;
import java.util.List;

/// A future's journey as an SVG document: four lanes, an arrow a step, and below them what each
/// number stands for, with its line of the program.
@SuppressWarnings("EnumOrdinal") // the stations stand below each other in their order
final class JourneyDrawing {
  private static final double EDGE = 16;
  private static final double GUTTER = 84;
  private static final double PITCH = 46;
  private static final double DOT = 9;
  private static final double HALF = 6; // of a bar's height
  private static final double LINE = 17;
  private static final double APART = 8;
  private static final int STEPS = 8;
  private static final int TWO_COLUMNS = 700;
  private static final double CODE_SIZE = 11;

  private final String title;
  private final List<JourneyStep> steps;
  private final double width;
  private final Heading heading;
  private final double top; // of the first lane
  private final Markup svg = new Markup();

  JourneyDrawing(String title, String summary, List<JourneyStep> steps, int width) {
    this.title = title;
    this.steps = steps;
    this.width = width;
    this.heading = Heading.of(title, summary, width - 2 * EDGE);
    this.top = heading.bottom() + 14;
  }

  /// The document; `description` is for readers who do not see it.
  String svg(String description) {
    Sheet.open(svg, width, height(), title, description);
    heading.draw(svg, EDGE);
    for (var station : Station.values()) lane(station);
    bar("run", Station.TASK, 2, 4);
    bar("wait", Station.TASK, 4, 7);
    bar("wait", Station.EXECUTOR, 5, 6);
    bar("wait", Station.REACTOR, 3, 7);
    bar("wait", Station.OS, 5, 6);
    steps.forEach(this::arrow);
    legend();
    return svg.close().toString();
  }

  double width() {
    return width;
  }

  double top() {
    return top;
  }

  double bottom() {
    return top + Station.values().length * PITCH;
  }

  double x(JourneyStep step) {
    return x(step.number());
  }

  double y(JourneyStep step) {
    return y(step.from());
  }

  double height() {
    var rows = 0.0;
    for (var row = 0; row < rows(); row++) rows += height(row);
    return bottom() + 18 + rows + 8;
  }

  private double x(int number) {
    var left = EDGE + GUTTER + DOT;
    return left + (number - 1) * (width - EDGE - DOT - 6 - left) / (STEPS - 1);
  }

  private double y(Station station) {
    return top + (station.ordinal() + 0.5) * PITCH;
  }

  private void lane(Station station) {
    var y = y(station);
    if (station.ordinal() % 2 == 0) {
      Sheet.rect(svg, "band", EDGE, y - PITCH / 2, width - 2 * EDGE, PITCH, 0);
    }
    Sheet.text(svg, station.label, "ink", EDGE + GUTTER - 12, y + 4, "end", 12, "400");
  }

  /// What a lane does between two steps that both happened.
  private void bar(String look, Station station, int from, int to) {
    if (!happened(from) || !happened(to)) return;
    Sheet.rect(svg, look, x(from), y(station) - HALF, x(to) - x(from), 2 * HALF, 2);
  }

  private boolean happened(int number) {
    return steps.stream().anyMatch(step -> step.number() == number);
  }

  private void arrow(JourneyStep step) {
    var x = x(step);
    var down = step.to().ordinal() > step.from().ordinal() ? 1 : -1;
    var from = y(step.from());
    var to = y(step.to()) - down * HALF;
    svg.open("g", "class", "step", "data-step", step.number());
    svg.empty(
        "path", "class", "wake", "d", "M %s %s V %s".formatted(px(x), px(from), px(to - down * 6)));
    svg.empty(
        "path",
        "class",
        "wakehead",
        "d",
        "M %s %s l -4 %d h 8 z".formatted(px(x), px(to), -7 * down));
    dot(step.number(), x, from);
    svg.close();
  }

  private void dot(int number, double x, double y) {
    svg.empty("circle", "class", "ink", "cx", px(x), "cy", px(y), "r", px(DOT));
    Sheet.text(svg, String.valueOf(number), "on num", x, y + 4, "middle", 12, "600");
  }

  /// The numbers again, in words.
  private void legend() {
    var y = bottom() + 18;
    for (var row = 0; row < rows(); row++) {
      for (var column = 0; column < columns(); column++) {
        var index = row + column * rows();
        if (index < steps.size()) entry(steps.get(index), EDGE + column * wide(), y);
      }
      y += height(row);
    }
  }

  private void entry(JourneyStep step, double x, double top) {
    dot(step.number(), x + DOT, top + 6);
    var y = top + 10;
    for (var line : words(step)) {
      Sheet.text(svg, line, "ink", x + 2 * DOT + 8, y, "start", Sheet.TEXT_SIZE, "400");
      y += LINE;
    }
    var code = CodeWords.cut(code(step), CODE_SIZE, wide() - 2 * DOT - 16);
    Sheet.code(svg, code, "soft", x + 2 * DOT + 8, y, "start", CODE_SIZE);
  }

  /// The line of the program; `[14] line 3: loop.run();` is short enough for a column.
  private static String code(JourneyStep step) {
    var code = step.code();
    return code.toString().replaceFirst("^cell (\\[\\d+\\]), line", "$1 line");
  }

  private List<String> words(JourneyStep step) {
    var room = wide() - 2 * DOT - 16;
    return new ArrayList<>(Words.wrap(step.sentence(), Sheet.TEXT_SIZE, room, 3));
  }

  private int columns() {
    return width < TWO_COLUMNS ? 1 : 2;
  }

  private int rows() {
    return (steps.size() + columns() - 1) / columns();
  }

  private double wide() {
    return (width - 2 * EDGE) / columns();
  }

  /// As high as the higher of the entries in one row.
  private double height(int row) {
    var lines = 0;
    for (var column = 0; column < columns(); column++) {
      var index = row + column * rows();
      if (index >= steps.size()) continue;
      var code = code(steps.get(index)).isEmpty() ? 0 : 1;
      lines = Math.max(lines, words(steps.get(index)).size() + code);
    }
    return lines * LINE + APART;
  }
}
