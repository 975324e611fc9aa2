package asynclab.notebook;

import asynclab.notebook.markup.Markup;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Marks of one lane that would lie on one another: drawn side by side, each kind once, with a
/// count.
final class Cluster {
  private static final double GAP = 2;
  private static final double OVERHANG = 34;
  private static final double AFTER_COUNT = 4;
  private static final double COUNT_SIZE = 10;

  private final EnumMap<Glyph, Integer> counts = new EnumMap<>(Glyph.class);
  private double left;

  private Cluster(Glyph glyph, double x) {
    counts.put(glyph, 1);
    left = x - glyph.width() / 2;
  }

  /// The marks of a lane as clusters from left to right; none reaches far beyond the end of the
  /// run.
  static List<Cluster> of(List<Lane.Mark> marks, Scale scale) {
    var limit = scale.right() + OVERHANG;
    var clusters = new ArrayList<Cluster>();
    for (var mark : marks) {
      var next = new Cluster(mark.glyph(), scale.x(mark.at()));
      if (!clusters.isEmpty() && clusters.getLast().right() + GAP > next.left) {
        clusters.getLast().add(next);
      } else {
        clusters.add(next);
      }
      clusters.getLast().left =
          Math.min(clusters.getLast().left, limit - clusters.getLast().width());
      mergeBack(clusters);
    }
    return clusters;
  }

  /// A cluster moved away from the edge may have run into the one before it.
  private static void mergeBack(List<Cluster> clusters) {
    while (clusters.size() > 1
        && clusters.get(clusters.size() - 2).right() + GAP > clusters.getLast().left) {
      var last = clusters.removeLast();
      clusters.getLast().add(last);
    }
  }

  private void add(Cluster other) {
    other.counts.forEach((glyph, count) -> counts.merge(glyph, count, Integer::sum));
  }

  double left() {
    return left;
  }

  double right() {
    return left + width();
  }

  /// The middle of the first mark that came as an event, where an arrow may end.
  double eventX() {
    var x = left;
    for (var entry : counts.entrySet()) {
      if (entry.getKey() != Glyph.NOTE) {
        return x + entry.getKey().width() / 2;
      }
      x += width(entry) + GAP;
    }
    return left;
  }

  boolean hasEvent() {
    return counts.keySet().stream().anyMatch(g -> g != Glyph.NOTE && g != Glyph.WAKE);
  }

  /// Draws the marks; every kind is a group that says how many it stands for.
  void draw(Markup svg, double y, String style) {
    var x = left;
    for (var entry : counts.entrySet()) {
      var glyph = entry.getKey();
      svg.open("g", "class", "mark", "data-kind", glyph, "data-count", entry.getValue());
      glyph.draw(svg, x + glyph.width() / 2, y, style);
      if (entry.getValue() > 1) {
        var at = x + glyph.width() + 1;
        svg.leaf(
            "text",
            times(entry),
            "class",
            "ink num",
            "x",
            Glyph.px(at),
            "y",
            Glyph.px(y + 3.5),
            "font-size",
            "10");
      }
      svg.close();
      x += width(entry) + GAP;
    }
  }

  private double width() {
    return counts.entrySet().stream().collect(Collectors.summingDouble(entry -> width(entry) + GAP))
        - GAP;
  }

  private static double width(Map.Entry<Glyph, Integer> entry) {
    var count = entry.getValue() > 1 ? 1 + Words.width(times(entry), COUNT_SIZE) + AFTER_COUNT : 0;
    return entry.getKey().width() + count;
  }

  private static String times(Map.Entry<Glyph, Integer> entry) {
    return "×" + entry.getValue();
  }
}
