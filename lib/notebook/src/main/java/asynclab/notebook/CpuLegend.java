package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.CpuTrace.End;
import asynclab.notebook.markup.Markup;
import java.util.ArrayList;
import java.util.List;

/// What the bars and marks of a [CpuTimeline] mean: only those that occur.
final class CpuLegend {
  private static final double LINE = 20;
  private static final double GAP = 14;
  private static final double SAMPLE = 24;
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

  private record Place(String text, double x, int row) {}

  double height() {
    return (places().getLast().row + 1) * LINE;
  }

  void draw(Markup svg, double top) {
    var places = places();
    for (var i = 0; i < places.size(); i++) {
      var place = places.get(i);
      var y = top + LINE / 2 + place.row * LINE;
      svg.open("g", "class", "key");
      if (i < BARS.size()) bar(svg, i, place.x, y);
      else CpuMarks.draw(svg, ends.get(i - BARS.size()), place.x + 10, y + 5);
      svg.leaf("text", place.text, "class", "soft", "x", px(place.x + SAMPLE), "y", px(y + 4));
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

  private List<Place> places() {
    var texts = new ArrayList<>(BARS);
    ends.forEach(end -> texts.add(end.meaning));
    var places = new ArrayList<Place>();
    var x = left;
    var row = 0;
    for (var text : texts) {
      var wide = SAMPLE + Words.width(text, 12);
      if (x > left && x + wide > left + room) {
        x = left;
        row++;
      }
      places.add(new Place(text, x, row));
      x += wide + GAP;
    }
    return places;
  }
}
