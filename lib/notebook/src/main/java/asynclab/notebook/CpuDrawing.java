package asynclab.notebook;

import asynclab.notebook.markup.Markup;
import java.util.ArrayList;
import java.util.List;

/// One or several traces of processors as an SVG document: panels on one scale, and a legend.
final class CpuDrawing {
  private static final double WIDTH = 840;
  private static final double EDGE = 16;
  private static final double GUTTER = 92;
  private static final double TOTALS = 128;
  private static final double CPU_PITCH = 28;
  private static final double PITCH = 36;
  private static final double CLEAR = 8;
  private static final double BETWEEN = 18;
  private static final double AXIS = 26;

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
    var heading = title.isEmpty() ? panels.getFirst().title : title;
    Sheet.open(svg, WIDTH, height(), heading, description);
    var y = 12.0;
    if (!title.isEmpty()) {
      y = Sheet.lines(svg, List.of(title), GUTTER, y, Sheet.TITLE_SIZE, "ink") + CLEAR;
    }
    for (var panel : panels) y = panel(panel, y);
    legend.draw(svg, y);
    return svg.close().toString();
  }

  private double height() {
    var height = 12 + (title.isEmpty() ? 0 : Sheet.height(1, Sheet.TITLE_SIZE) + CLEAR);
    for (var panel : panels) {
      height += Sheet.height(1, headSize()) + Sheet.height(notes(panel).size(), Sheet.TEXT_SIZE);
      height += AXIS + lanesHeight(panel) + BETWEEN;
    }
    return height + legend.height() + 12;
  }

  private static double lanesHeight(CpuTimeline panel) {
    return panel.trace.cpus().size() * CPU_PITCH + CLEAR + panel.trace.lanes().size() * PITCH;
  }

  private double panel(CpuTimeline panel, double top) {
    var y = Sheet.lines(svg, List.of(panel.title), GUTTER, top, headSize(), "ink");
    y = Sheet.lines(svg, notes(panel), GUTTER, y, Sheet.TEXT_SIZE, "soft") + AXIS;
    var bottom = y + lanesHeight(panel);
    var lanes = new CpuLanes(svg, scale, GUTTER, WIDTH - EDGE);
    lanes.bands(panel.trace, bottom - panel.trace.lanes().size() * PITCH, PITCH);
    Sheet.axis(svg, scale.ticks(), "milliseconds", GUTTER, y, bottom);
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

  private double headSize() {
    return title.isEmpty() ? Sheet.TITLE_SIZE : Sheet.HEAD_SIZE;
  }

  private static List<String> notes(CpuTimeline panel) {
    var room = WIDTH - GUTTER - EDGE;
    var notes = new ArrayList<>(Words.wrap(panel.trace.summary(), Sheet.TEXT_SIZE, room, 2));
    if (!panel.about().isEmpty()) notes.addAll(Words.wrap(panel.about(), Sheet.TEXT_SIZE, room, 2));
    return notes;
  }
}
