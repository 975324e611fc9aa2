package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.markup.Markup;
import java.util.ArrayList;
import java.util.List;

/// One lane on its line: waits hollow, work solid, marks, and as many words as there is room for.
final class LaneDrawing {
  private static final double SIZE = 11;
  private static final double CLEAR = 58;
  static final double KERNELS = 7;
  static final double PROGRAMS = 2;

  /// A loan too short for the scale is still drawn as wide as this.
  private static final double SLIVER = 2;

  private record Taken(double from, double to) {}

  final Lane lane;
  final double y;
  final List<Cluster> clusters;
  private final Scale scale;
  private final double left;
  private final double half;
  private final List<Taken> taken = new ArrayList<>();

  LaneDrawing(Lane lane, Scale scale, double y, double pitch, double left) {
    this.lane = lane;
    this.scale = scale;
    this.y = y;
    this.left = left;
    this.half = Math.min(7, pitch / 2 - 3);
    this.clusters = Cluster.of(lane.marks, scale);
  }

  void draw(Markup svg, double right) {
    var look = lane.role == Lane.Role.TASK ? "ink" : "soft";
    var name = Words.cut(lane.label, 12, left - 12 - 8);
    svg.open("g", "class", "lane", "data-lane", lane.label);
    svg.leaf("text", name, "class", look, "x", px(left - 12), "y", px(y + 4), "text-anchor", "end");
    if (lane.role == Lane.Role.LOOP) {
      new LoopBars(lane.waits, scale).draw(svg, y, half);
    } else {
      lane.waits.forEach(wait -> hollow(svg, wait));
    }
    lane.owned.forEach(owned -> buffer(svg, owned));
    states(svg);
    clusters.forEach(this::take);
    clusters.forEach(c -> c.draw(svg, y, lane.role == Lane.Role.KERNEL ? "sys" : "ready"));
    lane.labels.stream().filter(Lane.Label::strong).forEach(label -> label(svg, label));
    lane.labels.stream().filter(label -> !label.strong()).forEach(label -> label(svg, label));
    if (lane.role == Lane.Role.TASK) {
      lane.waits.forEach(wait -> length(svg, wait));
    }
    Sheet.text(svg, lane.total(), "soft num", right, y + 4, "end", SIZE, "400");
    svg.close();
  }

  private void hollow(Markup svg, Lane.Span wait) {
    var from = scale.x(wait.from());
    var wide = Math.max(1, scale.x(wait.to()) - from);
    svg.empty(
        "rect",
        "class",
        "wait",
        "x",
        px(from),
        "y",
        px(y - half),
        "width",
        px(wide),
        "height",
        px(2 * half),
        "rx",
        "3");
  }

  /// Whose the buffer was: broad where it was the kernel's, narrow where it was the program's.
  private void buffer(Markup svg, Lane.Owned owned) {
    var from = scale.x(owned.from());
    var wide = scale.x(owned.to()) - from;
    var middle = lane.isBuffer() ? y : y + half + 5;
    var high = owned.kernels() ? KERNELS : PROGRAMS;
    svg.empty(
        "rect",
        "class",
        owned.kernels() ? "sys" : "run",
        "data-owner",
        owned.kernels() ? "kernel" : "program",
        "x",
        px(from),
        "y",
        px(middle - high / 2),
        "width",
        px(Math.max(owned.kernels() ? SLIVER : 0, wide)),
        "height",
        px(high));
  }

  /// The stays in states: a box for each, with its number and as much of its code as fits. Those
  /// that are too short to be told apart are a thin line, once.
  private void states(Markup svg) {
    var end = Double.NEGATIVE_INFINITY;
    for (var state : lane.states) {
      var from = Math.max(scale.x(state.from()), end);
      var wide = Math.max(SLIVER, scale.x(state.to()) - from);
      if (from + wide <= end + 0.5) continue;
      var look = wide > SLIVER ? "wait" : "run";
      Sheet.rect(svg, look, from, y - half, Math.max(1, wide - 1), 2 * half, 1);
      var words = state.words().replaceFirst("^state (\\d+):?", "$1 ").strip();
      var room = wide - 10;
      var fits = room > 8 * SIZE ? CodeWords.cut(words, SIZE, room) : Story.number(state);
      if (Words.width(fits, SIZE) <= wide - 4) {
        Sheet.code(svg, fits, "ink", from + 5, y + 4, "start", SIZE);
      }
      end = from + wide;
    }
  }

  private void take(Cluster cluster) {
    taken.add(new Taken(cluster.left() - 2, cluster.right() + 2));
  }

  /// A word to the right of its mark, or to the left, or nowhere: the table has it in any case.
  private void label(Markup svg, Lane.Label label) {
    var x = scale.x(label.at());
    var from = x;
    var to = x;
    for (var cluster : clusters) {
      if (cluster.left() - 1 <= x && x <= cluster.right() + 8) {
        from = cluster.left();
        to = cluster.right();
      }
    }
    var wide = Words.width(label.text(), SIZE);
    if (!put(svg, label.text(), to + 5, wide, label.strong())) {
      put(svg, label.text(), from - 5 - wide, wide, label.strong());
    }
  }

  /// How long a wait was, inside it, where its beginning leaves room.
  private void length(Markup svg, Lane.Span wait) {
    var wide = Words.width(wait.text(), SIZE);
    var end = scale.x(wait.to()) - 4 - wide;
    for (var x = scale.x(wait.from()) + 12; x <= end; x += 6) {
      if (put(svg, wait.text(), x, wide, false)) {
        return;
      }
    }
  }

  private boolean put(Markup svg, String text, double x, double wide, boolean strong) {
    var to = x + wide;
    if (x < left || to > scale.right() + CLEAR || !free(x, to)) {
      return false;
    }
    taken.add(new Taken(x - 4, to + 4));
    svg.leaf(
        "text",
        text,
        "class",
        strong ? "ink num halo" : "soft num",
        "x",
        px(x),
        "y",
        px(y + 4),
        "font-size",
        px(SIZE),
        "font-weight",
        strong ? "600" : "400");
    return true;
  }

  private boolean free(double from, double to) {
    return taken.stream().noneMatch(t -> t.from < to && from < t.to);
  }
}
