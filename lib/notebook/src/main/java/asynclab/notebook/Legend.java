package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.markup.Markup;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// What the shapes mean: only those that occur, in as many lines as they need.
final class Legend {
  private static final double LINE = 20;
  static final double SAMPLE = 24;
  private static final double GAP = 14;

  private record Entry(String text, String look) {}

  /// Where an entry begins.
  record Place(double x, int row) {
    double y(double top) {
      return top + LINE / 2 + row * LINE;
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final double left;
  private final double room;

  Legend(List<Run> runs, boolean arrows, double left, double room) {
    this.left = left;
    this.room = room;
    var glyphs = EnumSet.noneOf(Glyph.class);
    for (var run : runs) {
      run.lanes.forEach(lane -> lane.marks.forEach(mark -> glyphs.add(mark.glyph())));
    }
    if (runs.stream().anyMatch(run -> !run.events.isEmpty())) {
      entries.add(new Entry("waits", "wait"));
      entries.add(new Entry("works", "run"));
    }
    if (runs.stream().flatMap(run -> run.lanes.stream()).anyMatch(lane -> lane.loans > 0)) {
      entries.add(new Entry("buffer: the kernel's", "lent"));
      entries.add(new Entry("buffer: the program's", "own"));
    }
    glyphs.forEach(glyph -> entries.add(new Entry(glyph.meaning, glyph.name())));
    if (arrows) {
      entries.add(new Entry("an event's way: kernel, loop, lane", "arrow"));
    }
  }

  double height() {
    return height(places());
  }

  void draw(Markup svg, double top) {
    var places = places();
    for (var i = 0; i < places.size(); i++) {
      var entry = entries.get(i);
      var x = places.get(i).x;
      var y = places.get(i).y(top);
      svg.open("g", "class", "key");
      sample(svg, entry.look, x, y);
      svg.leaf("text", entry.text, "class", "soft", "x", px(x + SAMPLE), "y", px(y + 4));
      svg.close();
    }
  }

  private List<Place> places() {
    return places(entries.stream().map(Entry::text).toList(), left, room);
  }

  /// Entries of these words in a row, and in the next when there is no room.
  static List<Place> places(List<String> texts, double left, double room) {
    var places = new ArrayList<Place>();
    var x = left;
    var row = 0;
    for (var text : texts) {
      var wide = SAMPLE + Words.width(text, 12);
      if (x > left && x + wide > left + room) {
        x = left;
        row++;
      }
      places.add(new Place(x, row));
      x += wide + GAP;
    }
    return places;
  }

  static double height(List<Place> places) {
    return places.isEmpty() ? 0 : (places.getLast().row + 1) * LINE;
  }

  private static void strip(Markup svg, String look, double x, double y, double high) {
    svg.empty(
        "rect",
        "class",
        look,
        "x",
        px(x),
        "y",
        px(y - high / 2),
        "width",
        "20",
        "height",
        px(high));
  }

  private static void sample(Markup svg, String look, double x, double y) {
    switch (look) {
      case "wait", "many", "run" ->
          svg.empty(
              "rect",
              "class",
              look,
              "x",
              px(x),
              "y",
              px(y - 6),
              "width",
              look.equals("run") ? "6" : "20",
              "height",
              "12",
              "rx",
              "2");
      case "lent" -> strip(svg, "sys", x, y, LaneDrawing.KERNELS);
      case "own" -> strip(svg, "run", x, y, LaneDrawing.PROGRAMS);
      case "arrow" -> {
        svg.empty("path", "class", "wake", "d", "M %s %s v -8".formatted(px(x + 8), px(y + 7)));
        svg.empty(
            "path",
            "class",
            "wakehead",
            "d",
            "M %s %s l -3.5 6 h 7 z".formatted(px(x + 8), px(y - 7)));
      }
      default -> Glyph.valueOf(look).draw(svg, x + 8, y, "ready");
    }
  }
}
