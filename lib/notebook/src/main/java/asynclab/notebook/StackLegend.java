package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.fibers.machine.StackView;
import asynclab.notebook.markup.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What the bars and lines of a [StackPicture] mean: only those that occur.
final class StackLegend {
  private record Entry(String look, String text) {}

  private final List<Entry> entries = new ArrayList<>();
  private final List<Legend.Place> places;

  StackLegend(StackPicture picture, double left, double room) {
    var looks =
        picture.views().stream()
            .flatMap(view -> view.rows().stream())
            .map(row -> look(row.kind()))
            .toList();
    add(looks.contains("run"), "run", "address of code");
    add(looks.contains("sys"), "sys", "a register put aside");
    add(looks.contains("ready"), "ready", "address of data");
    add(looks.contains("idle"), "idle", "nothing that counts");
    add(true, "arrow", "stack pointer");
    add(isChanged(picture), "wake", "changed");
    places = Legend.places(entries.stream().map(Entry::text).toList(), left, room);
  }

  private void add(boolean occurs, String look, String text) {
    if (occurs) entries.add(new Entry(look, text));
  }

  private static boolean isChanged(StackPicture picture) {
    return IntStream.range(0, picture.views().size())
        .anyMatch(
            i -> picture.views().get(i).rows().stream().anyMatch(row -> picture.isChanged(i, row)));
  }

  /// The colour of a word's bar.
  static String look(StackView.Kind kind) {
    return switch (kind) {
      case FUNCTION, SKIP, GUARD, RETURN -> "run";
      case SAVED -> "sys";
      case TABLE -> "ready";
      case ROOM, CANARY, UNTOUCHED, LEFT_OVER -> "idle";
    };
  }

  double height() {
    return Legend.height(places);
  }

  void draw(Markup svg, double top) {
    for (var i = 0; i < entries.size(); i++) {
      var x = places.get(i).x();
      var y = places.get(i).y(top);
      svg.open("g", "class", "key");
      sample(svg, entries.get(i).look, x, y);
      svg.leaf(
          "text", entries.get(i).text, "class", "soft", "x", px(x + Legend.SAMPLE), "y", px(y + 4));
      svg.close();
    }
  }

  private static void sample(Markup svg, String look, double x, double y) {
    if (look.equals("arrow")) {
      svg.empty("path", "class", "wake", "d", "M %s %s h 10".formatted(px(x), px(y)));
      svg.empty(
          "path", "class", "wakehead", "d", "M %s %s l -7 -4 v 8 z".formatted(px(x + 17), px(y)));
      return;
    }
    var wide = look.equals("wake") ? "17" : "5";
    svg.empty(
        "rect", "class", look, "x", px(x), "y", px(y - 6), "width", wide, "height", "12", "rx",
        "2");
  }
}
