package asynclab.notebook;

import java.util.ArrayList;
import java.util.List;

/// More lanes than anyone can read: the first ones stay, the rest share one.
final class Crowd {
  /// As many token lanes as a picture shows.
  static final int MOST = 40;

  private Crowd() {}

  /// The lanes to draw; nothing is lost, the last token lane carries the marks of all it stands
  /// for.
  static List<Lane> thinned(List<Lane> lanes) {
    if (lanes.size() <= MOST + 2) {
      return lanes;
    }
    var thinned = new ArrayList<>(lanes.subList(0, MOST - 1));
    var rest = lanes.subList(MOST - 1, lanes.size() - 2);
    var shared = new Lane(Lane.Role.TASK, rest.size() + " more");
    for (var lane : rest) {
      shared.marks.addAll(lane.marks);
      shared.events += lane.events;
    }
    shared.marks.sort((one, other) -> Double.compare(one.at(), other.at()));
    thinned.add(shared);
    thinned.addAll(lanes.subList(lanes.size() - 2, lanes.size()));
    return thinned;
  }
}
