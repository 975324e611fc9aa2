package asynclab.notebook;

import asynclab.coroutines.source.MachineModel;
import asynclab.coroutines.source.MachineModel.Edge;
import asynclab.coroutines.source.StateInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// Where the parts of a [StateDiagram] lie: boxes in one column, and the ways that do not lead to
/// the next box at its right.
///
/// All ways to one state share one upright line, a **bus**, failures one of their own, so that a
/// long `try` is one line and not twenty.
final class StateLayout {
  static final double SMALL = 10.5;
  static final double LINE = 14;
  static final double SLOT = 17;
  static final double BOX = 348;
  private static final int KEPT_LINES = 2;
  private static final double HEAD = 22; // what stands at a state
  private static final double GAP = 24; // between boxes: the way down, and its word

  /// A state and its box.
  ///
  /// @param exits the ways that leave the method, each with its height at the box's right edge
  /// @param down the words at the way down to the next box; none where there is no such way
  record Box(
      StateInfo state,
      double top,
      double height,
      List<String> kept,
      Map<Edge, Double> exits,
      List<String> down) {
    double bottom() {
      return top + height;
    }
  }

  /// The shared line of all ways to one state.
  ///
  /// @param in where it enters the state's box
  /// @param from the heights at which it is joined
  record Bus(int to, boolean failure, double in, List<Double> from, int column) {
    double top() {
      return Math.min(in, from.stream().min(Comparator.naturalOrder()).orElse(in));
    }

    double bottom() {
      return Math.max(in, from.stream().max(Comparator.naturalOrder()).orElse(in));
    }

    private boolean meets(Bus other) {
      return top() - 4 < other.bottom() && other.top() - 4 < bottom();
    }
  }

  private record Key(int to, boolean failure) {
    static Key of(Edge edge) {
      return new Key(edge.to(), isFailure(edge));
    }
  }

  final List<Box> boxes = new ArrayList<>();
  final List<Bus> buses = new ArrayList<>();
  private final MachineModel model;
  private final Map<Key, Double> entries = new LinkedHashMap<>();

  StateLayout(MachineModel model, double top) {
    this.model = model;
    var y = top;
    for (var state : model.states()) {
      var box = box(state, y);
      boxes.add(box);
      y = box.bottom() + (box.down().isEmpty() ? GAP / 2 : GAP);
    }
    route();
  }

  double bottom() {
    return boxes.getLast().bottom();
  }

  /// How many upright lines stand side by side.
  int columns() {
    return 1 + buses.stream().mapToInt(Bus::column).max().orElse(-1);
  }

  static boolean isFailure(Edge edge) {
    return edge.label().equals("failure");
  }

  private static boolean isDown(Edge edge) {
    return edge.to() == edge.from() + 1 && !isFailure(edge);
  }

  private List<Edge> from(StateInfo state) {
    return model.edges().stream().filter(edge -> edge.from() == state.number()).toList();
  }

  private Box box(StateInfo state, double top) {
    var y = top + SLOT - 3;
    for (var key :
        model.edges().stream().filter(e -> !isDown(e)).map(Key::of).distinct().toList()) {
      if (key.to != state.number()) continue;
      entries.put(key, y);
      y += SLOT;
    }
    var exits = new LinkedHashMap<Edge, Double>();
    for (var edge : from(state)) {
      if (isDown(edge)) continue;
      exits.put(edge, y);
      y += SLOT;
    }
    var kept =
        CodeWords.wrap("keeps " + StateDiagram.kept(model, state), SMALL, BOX - 44, KEPT_LINES);
    var height = Math.max(HEAD + kept.size() * LINE + 8, y - SLOT - top + 9);
    var down =
        from(state).stream().filter(StateLayout::isDown).map(Edge::label).distinct().toList();
    return new Box(state, top, height, kept, exits, down);
  }

  /// Short lines first, each in the leftmost column where it is free.
  private void route() {
    var joined =
        boxes.stream()
            .flatMap(box -> box.exits.entrySet().stream())
            .filter(exit -> exit.getKey().to() != MachineModel.END)
            .collect(
                Collectors.groupingBy(
                    exit -> Key.of(exit.getKey()),
                    LinkedHashMap::new,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    joined.entrySet().stream()
        .map(it ->
            new Bus(it.getKey().to, it.getKey().failure, entry(it.getKey()), it.getValue(), 0))
        .sorted(Comparator.comparingDouble(bus -> bus.bottom() - bus.top()))
        .forEach(this::place);
  }

  private double entry(Key key) {
    return Objects.requireNonNull(entries.get(key), "where a way ends there is an entry");
  }

  private void place(Bus bus) {
    var column = 0;
    while (isTaken(column, bus)) column++;
    buses.add(new Bus(bus.to, bus.failure, bus.in, bus.from, column));
  }

  private boolean isTaken(int column, Bus bus) {
    return buses.stream().anyMatch(other -> other.column == column && other.meets(bus));
  }
}
