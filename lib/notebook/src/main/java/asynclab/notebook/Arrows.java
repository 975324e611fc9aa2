package asynclab.notebook;

import static asynclab.notebook.Glyph.px;

import asynclab.notebook.markup.Markup;
import java.util.List;
import java.util.stream.Stream;

/// The way of an event: from the kernel to the loop, from the loop to the lane it is for.
final class Arrows {
  private static final int MOST = 40;

  private Arrows() {}

  /// Draws them unless there are so many that they would hide the lanes.
  static void draw(Markup svg, List<LaneDrawing> rows) {
    var loop = rows.get(rows.size() - 2);
    var kernel = rows.getLast();
    var tasks = rows.subList(0, rows.size() - 2);
    if (!fit(tasks.stream().map(row -> row.clusters))) return;
    for (var cluster : kernel.clusters) {
      var x = cluster.eventX();
      line(svg, x, kernel.y - 8, loop.y + 11);
    }
    for (var row : tasks) {
      for (var cluster : row.clusters) {
        if (cluster.hasEvent()) {
          line(svg, cluster.eventX(), loop.y - 11, row.y + 13);
          svg.empty(
              "path",
              "class",
              "wakehead",
              "d",
              "M %s %s l -3.5 6 h 7 z".formatted(px(cluster.eventX()), px(row.y + 9)));
        }
      }
    }
  }

  /// Whether `lanes` get arrows at all.
  static boolean shown(List<Lane> lanes, Scale scale) {
    var tasks = lanes.stream().filter(lane -> lane.role == Lane.Role.TASK).toList();
    return tasks.stream().anyMatch(lane -> lane.events > 0)
        && fit(tasks.stream().map(lane -> Cluster.of(lane.marks, scale)));
  }

  private static boolean fit(Stream<List<Cluster>> clusters) {
    return clusters.flatMap(List::stream).filter(Cluster::hasEvent).count() <= MOST;
  }

  private static void line(Markup svg, double x, double from, double to) {
    svg.empty("path", "class", "wake", "d", "M %s %s V %s".formatted(px(x), px(from), px(to)));
  }
}
