package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.markup.Markup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One or several runs as an SVG document: heading, panels above one another on one scale, legend.
final class TimelineDrawing {
  private static final double EDGE = 16;
  private static final double GUTTER = 118;
  private static final double COUNTS = 84;
  private static final double CLEAR = 64;
  private static final double LINE = 18;
  private static final double APART = 8;

  private final String title;
  private final List<Run> runs;
  private final double width;
  private final double left;
  private final Scale scale;
  private final List<Panel> panels = new ArrayList<>();
  private final Markup svg = new Markup();

  /// Where a run lies in the picture, and each of its lanes.
  record Panel(Run run, Scale scale, double top, double bottom, Map<Lane, Double> lines) {
    double x(int event) {
      return scale.x(run.at(event));
    }

    /// Of a lane that shares one with others, the middle of the shared one.
    double y(Lane lane) {
      var own = lines.get(lane);
      if (own != null) {
        return own;
      }
      var crowd = lines.keySet().stream().filter(line -> line.role == Lane.Role.TASK);
      return crowd.reduce((_, last) -> last).map(lines::get).orElse(top);
    }
  }

  /// `title` is empty for a single run, whose own title is the heading then.
  TimelineDrawing(String title, List<Run> runs, int width) {
    this.title = title;
    this.runs = runs;
    this.width = width;
    this.left = gutter();
    var length = runs.stream().mapToDouble(Run::length).max().orElse(1);
    var first = runs.getFirst();
    this.scale =
        new Scale(
            left + 8,
            width - COUNTS - CLEAR - EDGE,
            length,
            first.inOrder() ? 1 : first.clock.nanos());
  }

  /// The same runs for a page of another width.
  TimelineDrawing narrowed(int pixels) {
    return new TimelineDrawing(title, runs, pixels);
  }

  /// The document; `description` is for readers who do not see it.
  String svg(String heading, String description) {
    Sheet.open(svg, width, height(), heading, description);
    var y = 12.0;
    if (!title.isEmpty()) {
      y = Sheet.lines(svg, title(), left, y, Sheet.TITLE_SIZE, "ink") + APART;
    }
    for (var run : runs) {
      y = panel(run, y);
    }
    legend().draw(svg, y + 8);
    return svg.close().toString();
  }

  /// The runs' places, once the picture is drawn.
  List<Panel> panels() {
    return List.copyOf(panels);
  }

  double width() {
    return width;
  }

  double height() {
    var height = 12.0;
    if (!title.isEmpty()) {
      height += Sheet.height(title().size(), Sheet.TITLE_SIZE) + APART;
    }
    for (var run : runs) {
      height += headHeight(run) + 26 + visible(run).size() * pitch(run) + 10;
    }
    return height + legend().height() + 16;
  }

  private double panel(Run run, double top) {
    var y = Sheet.lines(svg, heading(run), left, top, headSize(), "ink");
    y = Sheet.lines(svg, summary(run), left, y, Sheet.TEXT_SIZE, "soft") + 26;
    var lanes = visible(run);
    var pitch = pitch(run);
    for (var i = 0; i < lanes.size(); i += 2) {
      svg.empty(
          "rect",
          "class",
          "band",
          "x",
          px(left),
          "y",
          px(y + i * pitch),
          "width",
          px(width - left - EDGE),
          "height",
          px(pitch));
    }
    axis(run, y, y + lanes.size() * pitch);
    var rows = new ArrayList<LaneDrawing>();
    for (var i = 0; i < lanes.size(); i++) {
      rows.add(new LaneDrawing(lanes.get(i), scale, y + (i + 0.5) * pitch, pitch, left));
    }
    var lines = new LinkedHashMap<Lane, Double>();
    rows.forEach(row -> lines.put(row.lane, row.y));
    panels.add(new Panel(run, scale, y, y + lanes.size() * pitch, lines));
    Arrows.draw(svg, rows);
    for (var row : rows) {
      row.draw(svg, width - EDGE - 4);
    }
    return y + lanes.size() * pitch + 10;
  }

  private void axis(Run run, double top, double bottom) {
    var ticks = run.events.isEmpty() ? List.<Scale.Tick>of() : scale.ticks();
    var caption = run.inOrder() ? "step by step" : run.clock.caption();
    Sheet.axis(svg, ticks, caption, left, top, bottom);
  }

  private Legend legend() {
    var arrows = runs.stream().anyMatch(run -> Arrows.shown(visible(run), scale));
    return new Legend(runs, arrows, left, room());
  }

  private double headHeight(Run run) {
    return Sheet.height(heading(run).size(), headSize())
        + Sheet.height(summary(run).size(), Sheet.TEXT_SIZE);
  }

  private List<String> title() {
    return Words.wrap(title, Sheet.TITLE_SIZE * 1.1, room(), 2);
  }

  private List<String> heading(Run run) {
    return Words.wrap(run.title, headSize() * 1.1, room(), 2);
  }

  private List<String> summary(Run run) {
    return Words.wrap(Story.summary(run), Sheet.TEXT_SIZE, room(), 3);
  }

  private double headSize() {
    return title.isEmpty() ? Sheet.TITLE_SIZE : Sheet.HEAD_SIZE;
  }

  private double room() {
    return width - left - EDGE;
  }

  /// As wide as the longest name, within bounds.
  private double gutter() {
    var longest =
        runs.stream()
            .flatMap(run -> visible(run).stream())
            .mapToDouble(lane -> Words.width(lane.label, Sheet.TEXT_SIZE))
            .max()
            .orElse(0);
    return Math.clamp(longest + EDGE + 12, GUTTER, Math.max(GUTTER, width / 5));
  }

  private static List<Lane> visible(Run run) {
    return Crowd.thinned(run.lanes);
  }

  /// The height of a lane: less when there are many.
  private static double pitch(Run run) {
    var lanes = visible(run).size();
    return lanes <= 10 ? 34 : lanes <= 20 ? 26 : LINE + 2;
  }
}
