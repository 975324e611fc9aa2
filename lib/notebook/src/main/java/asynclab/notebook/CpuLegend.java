package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.CpuTrace.End;
import asynclab.notebook.markup.Markup;
import java.util.ArrayList;
import java.util.List;

/// What the bars and marks of a [CpuTimeline] mean: only those that occur.
final class CpuLegend {
  private static final List<String> BARS = List.of("runs", "ready, and has no CPU", "waits");

  private final List<End> ends;
  private final double left;
  private final double room;

  CpuLegend(List<CpuTimeline> panels, double left, double room) {
    this.left = left;
    this.room = room;
    this.ends =
        List.of(End.values()).stream()
            .filter(end -> panels.stream().anyMatch(panel -> panel.trace.ends(end) > 0))
            .toList();
  }

  double height() {
    return Legend.height(places());
  }

  void draw(Markup svg, double top) {
    var texts = texts();
    var places = places();
    for (var i = 0; i < places.size(); i++) {
      var x = places.get(i).x();
      var y = places.get(i).y(top);
      svg.open("g", "class", "key");
      if (i < BARS.size()) bar(svg, i, x, y);
      else CpuMarks.draw(svg, ends.get(i - BARS.size()), x + 10, y + 5);
      svg.leaf("text", texts.get(i), "class", "soft", "x", px(x + Legend.SAMPLE), "y", px(y + 4));
      svg.close();
    }
  }

  private static void bar(Markup svg, int which, double x, double y) {
    if (which == 1) {
      CpuMarks.hatched(svg, x, x + 18, y - 6, 12);
      return;
    }
    svg.empty(
        "rect",
        "class",
        which == 0 ? "run" : "wait",
        "x",
        px(x),
        "y",
        px(y - 6),
        "width",
        "18",
        "height",
        "12",
        "rx",
        "1");
  }

  private List<Legend.Place> places() {
    return Legend.places(texts(), left, room);
  }

  private List<String> texts() {
    var texts = new ArrayList<>(BARS);
    ends.forEach(end -> texts.add(end.meaning));
    return texts;
  }
}
