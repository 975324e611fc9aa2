package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.coroutines.source.MachineModel;
import asynclab.coroutines.source.MachineModel.Edge;
import asynclab.notebook.markup.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A [StateDiagram] as an SVG document.
final class StateDrawing {
  private static final double EDGE = 16;
  private static final double LABELS = 168; // how wide the words at the ways may be
  private static final double COLUMN = 13;
  private static final double SIZE = 12;
  private static final double BAR = 5;
  private static final double DOWN = 22; // where the way down leaves a box, from its left

  private final MachineModel model;
  private final String title;
  private final StateLayout layout;
  private final double right = EDGE + StateLayout.BOX; // of the boxes
  private final double width;
  private final Markup svg = new Markup();

  StateDrawing(MachineModel model, String title) {
    this.model = model;
    this.title = title;
    layout = new StateLayout(model, 12 + Sheet.TITLE_SIZE + 20);
    width = Math.max(600, column(layout.columns()) + EDGE);
  }

  /// The document; `description` is for readers who do not see it.
  String svg(String description) {
    var keys = legend();
    var places = Legend.places(keys, EDGE, width - 2 * EDGE);
    var below = layout.bottom() + 18;
    Sheet.open(svg, width, below + Legend.height(places) + 10, title, description);
    Sheet.text(svg, title, "ink", EDGE, 12 + Sheet.TITLE_SIZE, "start", Sheet.TITLE_SIZE, "650");
    layout.buses.forEach(this::bus);
    for (var i = 0; i < layout.boxes.size(); i++) {
      var box = layout.boxes.get(i);
      if (!box.down().isEmpty()) down(box, layout.boxes.get(i + 1).top());
      box(box);
    }
    for (var i = 0; i < keys.size(); i++) {
      key(keys.get(i), places.get(i).x(), places.get(i).y(below));
    }
    return svg.close().toString();
  }

  private static final String WAITS = "waits for a future";
  private static final String GOES = "goes through";
  private static final String FAILS = "after a failure";
  private static final String LEAVES = "the method has ended";

  private List<String> legend() {
    var keys = new ArrayList<String>();
    if (model.states().stream().anyMatch(state -> state.waits())) keys.add(WAITS);
    if (model.states().stream().anyMatch(state -> !state.waits())) keys.add(GOES);
    if (model.edges().stream().anyMatch(StateLayout::isFailure)) keys.add(FAILS);
    if (model.edges().stream().anyMatch(edge -> edge.to() == MachineModel.END)) keys.add(LEAVES);
    return keys;
  }

  private void key(String key, double x, double y) {
    svg.open("g", "class", "key");
    switch (key) {
      case WAITS -> bar(true, x + 6, y - 7, 14);
      case GOES -> bar(false, x + 6, y - 7, 14);
      case FAILS -> path("wake", true, "M %s %s h 18".formatted(px(x), px(y)));
      default -> end(x + 9, y);
    }
    Sheet.text(svg, key, "soft", x + Legend.SAMPLE, y + 4, "start", SIZE, "400");
    svg.close();
  }

  private void box(StateLayout.Box box) {
    var state = box.state();
    svg.open("g", "class", "state", "data-state", state.number(), "data-waits", state.waits());
    Sheet.rect(svg, "band grid", EDGE, box.top(), StateLayout.BOX, box.height(), 3);
    bar(state.waits(), EDGE, box.top(), box.height());
    var y = box.top() + 17;
    Sheet.text(svg, "" + state.number(), "ink num", EDGE + 14, y, "start", 14, "650");
    var line = "line " + state.line();
    Sheet.text(svg, line, "soft num", right - 8, y, "end", StateLayout.SMALL, "400");
    var room = StateLayout.BOX - 44 - Words.width(line, StateLayout.SMALL) - 16;
    code(CodeWords.cut(state.text(), SIZE, room), "ink", EDGE + 38, y, SIZE);
    for (var kept : box.kept()) {
      y += StateLayout.LINE;
      code(kept, "soft", EDGE + 38, y + 3, StateLayout.SMALL);
    }
    box.exits().forEach(this::exit);
    svg.close();
  }

  /// A full bar, or, where it waits, two halves with a gap: as a pause is drawn.
  private void bar(boolean waits, double x, double y, double height) {
    if (!waits) {
      Sheet.rect(svg, "run", x, y, BAR, height, 2);
      return;
    }
    Sheet.rect(svg, "sys", x, y, BAR, height / 2 - 2, 2);
    Sheet.rect(svg, "sys", x, y + height / 2 + 2, BAR, height / 2 - 2, 2);
  }

  private void exit(Edge edge, double y) {
    var label = CodeWords.cut(edge.label(), StateLayout.SMALL, LABELS - 16);
    code(label, "soft", right + 6, y - 3, StateLayout.SMALL);
    if (edge.to() != MachineModel.END) return;
    path("wake", false, "M %s %s H %s".formatted(px(right), px(y), px(right + LABELS - 14)));
    end(right + LABELS - 9, y);
  }

  private void end(double x, double y) {
    svg.empty("circle", "class", "wake", "cx", px(x), "cy", px(y), "r", "5");
    svg.empty("circle", "class", "wakehead", "cx", px(x), "cy", px(y), "r", "2.5");
  }

  private void down(StateLayout.Box box, double to) {
    var x = EDGE + DOWN;
    path("wake", false, "M %s %s V %s".formatted(px(x), px(box.bottom()), px(to - 5)));
    svg.empty("path", "class", "wakehead", "d", "M %s %s l -3.5 -6 h 7 z".formatted(px(x), px(to)));
    var label = box.down().stream().filter(it -> !it.isEmpty()).collect(Collectors.joining(" / "));
    var room = StateLayout.BOX - DOWN - 16;
    var y = (box.bottom() + to) / 2 + 3;
    code(CodeWords.cut(label, StateLayout.SMALL, room), "soft", x + 10, y, StateLayout.SMALL);
  }

  private double column(int column) {
    return right + LABELS + column * COLUMN;
  }

  private void bus(StateLayout.Bus bus) {
    var x = px(column(bus.column()));
    svg.open("g", "class", "way", "data-to", bus.to());
    for (var y : bus.from()) {
      path("wake", bus.failure(), "M %s %s H %s".formatted(px(right), px(y), x));
    }
    path("wake", bus.failure(), "M %s %s V %s".formatted(x, px(bus.top()), px(bus.bottom())));
    path("wake", bus.failure(), "M %s %s H %s".formatted(x, px(bus.in()), px(right + 6)));
    svg.empty(
        "path",
        "class",
        "wakehead",
        "d",
        "M %s %s l 7 -3.5 v 7 z".formatted(px(right), px(bus.in())));
    svg.close();
  }

  private void path(String look, boolean dashed, String d) {
    if (dashed) svg.empty("path", "class", look, "stroke-dasharray", "3 3", "d", d);
    else svg.empty("path", "class", look, "d", d);
  }

  private void code(String text, String look, double x, double y, double size) {
    Sheet.code(svg, text, look, x, y, "start", size);
  }
}
