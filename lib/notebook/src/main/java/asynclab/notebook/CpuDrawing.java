package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.markup.Markup;
import java.util.ArrayList;
import java.util.List;

/// One or several traces of processors as an SVG document: panels on one scale, and a legend.
final class CpuDrawing {
  private static final String FONT =
      "ui-sans-serif, system-ui, 'Segoe UI', Helvetica, Arial, sans-serif";
  private static final double WIDTH = 840;
  private static final double EDGE = 16;
  private static final double GUTTER = 92;
  private static final double TOTALS = 128;
  private static final double CPU_PITCH = 28;
  private static final double PITCH = 36;
  private static final double CLEAR = 8;
  private static final double BETWEEN = 18;
  private static final double AXIS = 26;
  private static final double TITLE_SIZE = 17;
  private static final double HEAD_SIZE = 14;
  private static final double TEXT_SIZE = 12;

  private final String title;
  private final List<CpuTimeline> panels;
  private final Scale scale;
  private final CpuLegend legend;
  private final Markup svg = new Markup();

  /// `title` is empty for a single panel, whose own title is the heading then.
  CpuDrawing(String title, List<CpuTimeline> panels) {
    this.title = title;
    this.panels = panels;
    var longest = panels.stream().mapToLong(panel -> panel.trace.nanos()).max().orElse(0);
    this.scale = new Scale(GUTTER + 8, WIDTH - EDGE - TOTALS, Math.max(1, longest), 1_000_000);
    this.legend = new CpuLegend(panels, GUTTER, WIDTH - GUTTER - EDGE);
  }

  /// The document; `description` is for readers who do not see it.
  String svg(String description) {
    var size = new Object[] {"width", px(WIDTH), "height", px(height())};
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 %s %s".formatted(size[1], size[3]),
        "width",
        size[1],
        "height",
        size[3],
        "role",
        "img",
        "font-family",
        FONT,
        "font-size",
        "12");
    svg.leaf("title", title.isEmpty() ? panels.getFirst().title : title);
    svg.leaf("desc", description).leaf("style", Palette.css());
    svg.empty("rect", "class", "bg", size[0], size[1], size[2], size[3]);
    var y = 12.0;
    if (!title.isEmpty()) y = lines(List.of(title), y, TITLE_SIZE, "ink", "650") + CLEAR;
    for (var panel : panels) y = panel(panel, y);
    legend.draw(svg, y);
    return svg.close().toString();
  }

  private double height() {
    var height = 12 + (title.isEmpty() ? 0 : TITLE_SIZE + 5 + CLEAR);
    for (var panel : panels) {
      var notes = notes(panel).size() * (TEXT_SIZE + 5);
      height += headSize() + 5 + notes + AXIS + lanesHeight(panel) + BETWEEN;
    }
    return height + legend.height() + 12;
  }

  private static double lanesHeight(CpuTimeline panel) {
    return panel.trace.cpus().size() * CPU_PITCH + CLEAR + panel.trace.lanes().size() * PITCH;
  }

  private double panel(CpuTimeline panel, double top) {
    var y = lines(List.of(panel.title), top, headSize(), "ink", "650");
    y = lines(notes(panel), y, TEXT_SIZE, "soft", "400") + AXIS;
    var bottom = y + lanesHeight(panel);
    var lanes = new CpuLanes(svg, scale, GUTTER, WIDTH - EDGE);
    lanes.bands(panel.trace, bottom - panel.trace.lanes().size() * PITCH, PITCH);
    axis(y, bottom);
    for (var cpu : panel.trace.cpus()) {
      lanes.cpu(panel.trace, cpu, y + CPU_PITCH / 2);
      y += CPU_PITCH;
    }
    y += CLEAR;
    for (var lane : panel.trace.lanes()) {
      lanes.thread(lane, y + PITCH / 2 + 4);
      y += PITCH;
    }
    return bottom + BETWEEN;
  }

  private void axis(double top, double bottom) {
    for (var tick : scale.ticks()) {
      var x = px(tick.x());
      svg.empty("line", "class", "grid", "x1", x, "x2", x, "y1", px(top - 5), "y2", px(bottom));
      label(tick.text(), x, top, "middle");
    }
    label("milliseconds", px(GUTTER - 12), top, "end");
  }

  private void label(String text, String x, double top, String anchor) {
    svg.leaf(
        "text",
        text,
        "class",
        "soft num",
        "x",
        x,
        "y",
        px(top - 10),
        "text-anchor",
        anchor,
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
          px(GUTTER),
          "y",
          px(y - 3),
          "font-size",
          px(size),
          "font-weight",
          weight);
    }
    return y;
  }

  private double headSize() {
    return title.isEmpty() ? TITLE_SIZE : HEAD_SIZE;
  }

  private static List<String> notes(CpuTimeline panel) {
    var room = WIDTH - GUTTER - EDGE;
    var notes = new ArrayList<>(Words.wrap(panel.trace.summary(), TEXT_SIZE, room, 2));
    if (!panel.about().isEmpty()) notes.addAll(Words.wrap(panel.about(), TEXT_SIZE, room, 2));
    return notes;
  }
}
