package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.markup.Markup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One or several runs as an SVG document: heading, panels above one another on one scale, legend.
final class TimelineDrawing {
  private static final String FONT =
      "ui-sans-serif, system-ui, 'Segoe UI', Helvetica, Arial, sans-serif";
  private static final double EDGE = 16;
  private static final double GUTTER = 118;
  private static final double COUNTS = 84;
  private static final double CLEAR = 64;
  private static final double TITLE_SIZE = 17;
  private static final double TEXT_SIZE = 12;
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
    var height = height();
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + px(width) + " " + px(height),
        "width",
        px(width),
        "height",
        px(height),
        "role",
        "img",
        "font-family",
        FONT,
        "font-size",
        "12");
    svg.leaf("title", heading).leaf("desc", description).leaf("style", Palette.css());
    svg.empty("rect", "class", "bg", "width", px(width), "height", px(height));
    var y = 12.0;
    if (!title.isEmpty()) {
      y =
          lines(Words.wrap(title, TITLE_SIZE * 1.1, room(), 2), y, TITLE_SIZE, "ink", "650")
              + APART;
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
      height += Words.wrap(title, TITLE_SIZE * 1.1, room(), 2).size() * (TITLE_SIZE + 5) + APART;
    }
    for (var run : runs) {
      height += headHeight(run) + 26 + visible(run).size() * pitch(run) + 10;
    }
    return height + legend().height() + 16;
  }

  private double panel(Run run, double top) {
    var y = lines(heading(run), top, headSize(), "ink", "650");
    y = lines(summary(run), y, TEXT_SIZE, "soft", "400") + 26;
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
    for (var tick : run.events.isEmpty() ? List.<Scale.Tick>of() : scale.ticks()) {
      svg.empty(
          "line",
          "class",
          "grid",
          "x1",
          px(tick.x()),
          "x2",
          px(tick.x()),
          "y1",
          px(top - 5),
          "y2",
          px(bottom));
      svg.leaf(
          "text",
          tick.text(),
          "class",
          "soft num",
          "x",
          px(tick.x()),
          "y",
          px(top - 10),
          "text-anchor",
          "middle",
          "font-size",
          "11");
    }
    var caption = run.inOrder() ? "step by step" : run.clock.caption();
    svg.leaf(
        "text",
        caption,
        "class",
        "soft",
        "x",
        px(left - 12),
        "y",
        px(top - 10),
        "text-anchor",
        "end",
        "font-size",
        "11");
  }

  /// Draws `lines` from `top` down; answers where the next thing may begin.
  private double lines(List<String> lines, double top, double size, String look, String weight) {
    var y = top;
    for (var line : lines) {
      y += size + 5;
      svg.leaf(
          "text",
          line,
          "class",
          look,
          "x",
          px(left),
          "y",
          px(y - 3),
          "font-size",
          px(size),
          "font-weight",
          weight);
    }
    return y;
  }

  private Legend legend() {
    var arrows = runs.stream().anyMatch(run -> Arrows.shown(visible(run), scale));
    return new Legend(runs, arrows, left, room());
  }

  private double headHeight(Run run) {
    return heading(run).size() * (headSize() + 5) + summary(run).size() * (TEXT_SIZE + 5);
  }

  private List<String> heading(Run run) {
    return Words.wrap(run.title, headSize() * 1.1, room(), 2);
  }

  private List<String> summary(Run run) {
    return Words.wrap(Story.summary(run), TEXT_SIZE, room(), 3);
  }

  private double headSize() {
    return title.isEmpty() ? TITLE_SIZE : 14;
  }

  private double room() {
    return width - left - EDGE;
  }

  /// As wide as the longest name, within bounds.
  private double gutter() {
    var longest =
        runs.stream()
            .flatMap(run -> visible(run).stream())
            .mapToDouble(lane -> Words.width(lane.label, TEXT_SIZE))
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
