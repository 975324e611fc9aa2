package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.markup.Markup;
import java.util.ArrayList;
import java.util.List;

/// The loop's lane: hollow in the wait, solid at work, pale where waits are too short to draw
/// apart.
final class LoopBars {
  private static final double DRAWABLE = 6;
  private static final double WORK = 4;

  /// A stretch of waits; `count` is more than one where they were too short.
  private record Stretch(double from, double to, int count, String text) {}

  private final List<Stretch> stretches = new ArrayList<>();
  private final double begin;

  LoopBars(List<Lane.Span> waits, Scale scale) {
    this.begin = scale.x(0);
    for (var wait : waits) {
      add(new Stretch(scale.x(wait.from()), scale.x(wait.to()), 1, wait.text()));
    }
  }

  /// Short waits next to one another become one stretch with a count.
  private void add(Stretch next) {
    if (!stretches.isEmpty()) {
      var last = stretches.getLast();
      if (tooShort(next) && tooShort(last) && next.from - last.to < WORK) {
        var count = last.count + next.count;
        stretches.removeLast();
        stretches.add(new Stretch(last.from, next.to, count, Words.count(count, "wait")));
        return;
      }
    }
    stretches.add(next);
  }

  private static boolean tooShort(Stretch stretch) {
    return stretch.count > 1 || stretch.to - stretch.from < DRAWABLE;
  }

  void draw(Markup svg, double y, double half) {
    var worked = begin;
    for (var stretch : stretches) {
      var from = work(svg, worked, stretch.from, y, half);
      var wide = Math.max(1, stretch.to - WORK / 2 - 1 - from);
      var look = stretch.count > 1 ? "many" : "wait";
      Sheet.rect(svg, look, from, y - half, wide, 2 * half, 2);
      if (Words.width(stretch.text, 11) < wide - 8) {
        svg.leaf(
            "text",
            stretch.text,
            "class",
            "soft num",
            "x",
            px(from + wide / 2),
            "y",
            px(y + 4),
            "text-anchor",
            "middle",
            "font-size",
            "11");
      }
      worked = stretch.to;
    }
    if (!stretches.isEmpty()) {
      work(svg, worked, worked, y, half);
    }
  }

  /// The work between two waits, never thinner than can be seen; answers where the wait may begin.
  private static double work(Markup svg, double from, double to, double y, double half) {
    var start = from - WORK / 2;
    var wide = Math.max(WORK, to - from + WORK / 2);
    svg.empty(
        "rect",
        "class",
        "run",
        "x",
        px(start),
        "y",
        px(y - half - 2),
        "width",
        px(wide),
        "height",
        px(2 * half + 4),
        "rx",
        "2");
    return start + wide + 1;
  }
}
