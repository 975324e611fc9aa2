package asynclab.coroutines.source;

import java.util.ArrayList;
import java.util.List;

/// The ways between states, for a drawing.
final class Edges {
  private final Draft draft;
  private final Rendered rendered;
  private final List<MachineModel.Edge> edges = new ArrayList<>();

  Edges(Draft draft, Rendered rendered) {
    this.draft = draft;
    this.rendered = rendered;
  }

  List<MachineModel.Edge> all() {
    for (var block : draft.blocks) {
      if (block.number < 0) continue;
      from(block.number, block, "");
      if (block.region != null) add(block.number, block.region.handler(), "failure");
    }
    return edges.stream().distinct().toList();
  }

  private void from(int state, Block block, String label) {
    for (var step : block.steps) {
      if (!(step instanceof Step.Run(var tree))) continue;
      for (var inner : Flow.own(tree)) {
        var jump = draft.jumps.get(inner);
        if (jump != null) add(state, jump.to(), firstWord(draft.parsed.text(inner)));
        else if (inner instanceof com.sun.source.tree.ReturnTree) end(state, "return");
      }
    }
    switch (block.exit) {
      case Exit.Go(var to) -> way(state, to, label);
      case Exit.Branch b -> {
        var condition = Shape.shortened(rendered.of(b.condition()));
        rendered.takeCopies();
        way(state, b.yes(), condition);
        way(state, b.no(), "else");
      }
      case Exit.Select s -> {
        for (var arm : s.arms()) {
          way(state, arm.to(), arm.tree().isEmpty() ? "default" : arm.to().label);
        }
      }
      case Exit.Suspend(var _, var next) -> way(state, next, "await");
      case Exit.Resume(var _, var destinations) ->
          destinations.forEach(to -> way(state, to, "after finally"));
      case Exit.Return _ -> end(state, "return");
      case Exit.Throw _ -> end(state, "throw");
      case Exit.Never _ -> {}
    }
  }

  private void way(int state, Block to, String label) {
    if (to.number >= 0) add(state, to, label);
    else from(state, to, label);
  }

  private void add(int state, Block to, String label) {
    edges.add(new MachineModel.Edge(state, to.number, label));
  }

  private void end(int state, String label) {
    edges.add(new MachineModel.Edge(state, MachineModel.END, label));
  }

  private static String firstWord(String text) {
    return text.split("\\W", 2)[0];
  }
}
