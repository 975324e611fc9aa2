package asynclab.coroutines.source;

import java.util.List;

/// A state machine as data, to be drawn or tested.
///
/// @param method the method it was made from
/// @param type the class it became
/// @param line where the method begins
/// @param fields what it keeps: first the arguments, then the locals that outlive an await
/// @param states in the order of their numbers, from 0
/// @param edges the ways from state to state
public record MachineModel(
    String method,
    String type,
    int line,
    List<Kept> fields,
    List<StateInfo> states,
    List<Edge> edges) {
  /// Where an edge leads that leaves the method.
  public static final int END = -1;

  public MachineModel {
    fields = List.copyOf(fields);
    states = List.copyOf(states);
    edges = List.copyOf(edges);
  }

  /// A field of the machine.
  public record Kept(String type, String name) {}

  /// A way from one state to another, or to [MachineModel#END].
  ///
  /// @param label `await`, `return`, `throw`, `failure`, a condition, or nothing
  public record Edge(int from, int to, String label) {}
}
