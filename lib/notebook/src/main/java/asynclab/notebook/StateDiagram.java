package asynclab.notebook;

import asynclab.coroutines.source.MachineModel;
import asynclab.coroutines.source.MachineModel.Edge;
import asynclab.coroutines.source.StateInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The picture of a coroutine's state machine: its states in the order of the text, each with its
/// line and what is kept from there on, and the ways between them.
///
/// Drawn from a [MachineModel], so from what the rewriter made and not from what it should have
/// made.
public final class StateDiagram {
  private final MachineModel model;

  private StateDiagram(MachineModel model) {
    this.model = model;
  }

  /// The states of one method.
  public static Figure of(MachineModel model) {
    return new StateDiagram(model).figure();
  }

  private Figure figure() {
    var svg = new StateDrawing(model, title()).svg(alt());
    return new Figure(svg, alt(), caption(), table());
  }

  private String title() {
    return "%s: %s, %s kept"
        .formatted(
            model.method(),
            Words.count(model.states().size(), "state"),
            Words.count(model.fields().size(), "field"));
  }

  private String caption() {
    return "A state is a place in the text. Below it stands what is needed from there on; it is kept in "
        + "fields, because the stack is gone when the method has been left.";
  }

  private String alt() {
    var states = model.states().stream().map(this::alt).collect(Collectors.joining(" "));
    return "The state machine of %s. %s".formatted(title(), states);
  }

  private String alt(StateInfo state) {
    return "State %d, line %d, %s, keeps %s; %s."
        .formatted(state.number(), state.line(), what(state), kept(model, state), ways(state));
  }

  private static String what(StateInfo state) {
    return (state.waits() ? "waits for " : "") + state.text();
  }

  private String ways(StateInfo state) {
    var ways =
        model.edges().stream()
            .filter(edge -> edge.from() == state.number())
            .map(edge -> way(edge))
            .collect(Collectors.joining(", "));
    return ways.isEmpty() ? "goes nowhere" : "goes " + ways;
  }

  private static String way(Edge edge) {
    var where = edge.to() == MachineModel.END ? "to the end" : "to " + edge.to();
    return edge.label().isEmpty() ? where : "%s (%s)".formatted(where, edge.label());
  }

  private List<List<String>> table() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("state", "line", "what stands there", "waits", "keeps", "goes"));
    for (var state : model.states()) {
      rows.add(
          List.of(
              String.valueOf(state.number()),
              String.valueOf(state.line()),
              state.text(),
              state.waits() ? "yes" : "",
              kept(model, state),
              ways(state).replaceFirst("^goes ", "")));
    }
    return rows;
  }

  /// `int n, String all`: what a state keeps, with types.
  static String kept(MachineModel model, StateInfo state) {
    var kept =
        model.fields().stream()
            .filter(field -> state.kept().contains(field.name()))
            .map(field -> field.type() + " " + field.name())
            .collect(Collectors.joining(", "));
    return kept.isEmpty() ? "nothing" : kept;
  }
}
