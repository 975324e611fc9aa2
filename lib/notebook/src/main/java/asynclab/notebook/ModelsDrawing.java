package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.ModelRun.Way;
import asynclab.notebook.markup.Markup;
import java.util.List;

/// The rows of a comparison as an SVG document: a row a model, its timeline on one scale of time,
/// its bar on one scale of bytes.
final class ModelsDrawing {
  private static final double WIDTH = 840;
  private static final double EDGE = 16;
  private static final double GUTTER = 156;
  private static final double MIDDLE = 500; // where the timelines end
  private static final double BARS = 552; // where the bars begin
  private static final double LANE = 12;
  private static final double PAD = 9;
  private static final double HALF = 4;
  private static final double AXIS = 40;
  private static final double SMALL = 10;

  private static final List<String> LEGEND =
      List.of("waits", "its answer is used, by thread 1, 2, …", "held by one request that waits");

  private final List<ModelRun> runs;
  private final Scale time;
  private final ByteScale bytes;
  private final Markup svg = new Markup();

  ModelsDrawing(List<ModelRun> runs) {
    this.runs = runs;
    var longest = runs.stream().mapToLong(run -> run.course().nanos()).max().orElse(1);
    this.time = new Scale(GUTTER + 8, MIDDLE, Math.max(1, longest), Unit.millis() * 1e6);
    var most = runs.stream().mapToLong(run -> run.crowd().held()).max().orElse(1);
    this.bytes = new ByteScale(BARS, WIDTH - EDGE - 10, most);
  }

  /// The document; `description` is for readers who do not see it.
  String svg(String description) {
    Sheet.open(svg, WIDTH, height(), ModelsFigure.TITLE, description);
    var top = Sheet.lines(svg, title(), EDGE, 12, Sheet.TITLE_SIZE, "ink") + AXIS;
    var y = top;
    for (var i = 0; i < runs.size(); i++) {
      if (i % 2 == 0) rect("band", EDGE, WIDTH - EDGE, y, rowHeight(runs.get(i)));
      y += rowHeight(runs.get(i));
    }
    axes(top, y);
    y = top;
    for (var run : runs) y = row(run, y);
    legend(y + 8);
    return svg.close().toString();
  }

  private double height() {
    var rows = runs.stream().mapToDouble(ModelsDrawing::rowHeight).sum();
    return 12
        + Sheet.height(title().size(), Sheet.TITLE_SIZE)
        + AXIS
        + rows
        + 8
        + Legend.height(places())
        + 12;
  }

  private static List<String> title() {
    return Words.wrap(ModelsFigure.TITLE, Sheet.TITLE_SIZE * 1.1, WIDTH - 2 * EDGE, 2);
  }

  private static double rowHeight(ModelRun run) {
    return run.course().ways().size() * LANE + 2 * PAD;
  }

  private void axes(double top, double bottom) {
    var units = "units of " + Unit.millis() + " ms";
    Sheet.axis(svg, time.ticks(), units, GUTTER, top, bottom);
    for (var tick : bytes.ticks()) {
      var x = px(tick.x());
      svg.empty("line", "class", "grid", "x1", x, "x2", x, "y1", px(top - 5), "y2", px(bottom));
      Sheet.text(svg, tick.text(), "soft num", tick.x(), top - 10, "middle", 11, "400");
    }
    Sheet.text(svg, "held by a request that waits", "soft", BARS, top - 26, "start", 11, "400");
  }

  private double row(ModelRun run, double top) {
    svg.open("g", "class", "lane", "data-lane", run.name());
    var name = Words.wrap(run.name(), Sheet.TEXT_SIZE * 1.05, GUTTER - EDGE - 14, 3);
    var y = Sheet.lines(svg, name, EDGE + 6, top + PAD - 4, Sheet.TEXT_SIZE, "ink");
    var units = List.of(Models.units(run.course().nanos()));
    Sheet.lines(svg, units, EDGE + 6, y, Sheet.TEXT_SIZE, "soft");
    var lane = top + PAD + LANE / 2;
    for (var way : run.course().ways()) {
      way(way, lane);
      lane += LANE;
    }
    held(run, top + PAD);
    svg.close();
    return top + rowHeight(run);
  }

  /// One request: its wait, where its answer is used, and by which thread.
  private void way(Way way, double y) {
    rect("wait", x(way.waited()), x(way.received()), y - HALF, 2 * HALF);
    var x = x(way.answered());
    rect("run", x - 1, x + 2, y - HALF - 1, 2 * HALF + 2);
    var thread = String.valueOf(way.thread());
    Sheet.text(svg, thread, "soft num", x + 6, y + 3.5, "start", SMALL, "400");
  }

  private double x(long nanos) {
    return time.x((double) nanos);
  }

  private void held(ModelRun run, double top) {
    rect("ready", BARS, Math.max(BARS + 2, bytes.x(run.crowd().held())), top, LANE);
    var label = run.keeps() + ", " + Models.bytes(run.crowd().held());
    var room = WIDTH - EDGE - BARS - 4;
    var y = Sheet.lines(svg, fit(label, room), BARS, top + LANE, Sheet.TEXT_SIZE, "ink");
    var goesOn = "goes on: " + run.course().goesOn();
    Sheet.lines(svg, fit(goesOn, room), BARS, y, Sheet.TEXT_SIZE, "soft");
  }

  private static List<String> fit(String text, double room) {
    return List.of(Words.cut(text, Sheet.TEXT_SIZE, room));
  }

  private List<Legend.Place> places() {
    return Legend.places(LEGEND, GUTTER, WIDTH - GUTTER - EDGE);
  }

  private void legend(double top) {
    var places = places();
    for (var i = 0; i < places.size(); i++) {
      var x = places.get(i).x();
      var y = places.get(i).y(top);
      svg.open("g", "class", "key");
      switch (i) {
        case 0 -> rect("wait", x, x + 18, y - HALF, 2 * HALF);
        case 1 -> rect("run", x + 8, x + 11, y - HALF - 1, 2 * HALF + 2);
        default -> rect("ready", x, x + 18, y - HALF - 1, 2 * HALF + 2);
      }
      Sheet.text(svg, LEGEND.get(i), "soft", x + Legend.SAMPLE, y + 4, "start", 12, "400");
      svg.close();
    }
  }

  private void rect(String look, double from, double to, double y, double high) {
    Sheet.rect(svg, look, from, y, Math.max(0, to - from), high, 1);
  }
}
