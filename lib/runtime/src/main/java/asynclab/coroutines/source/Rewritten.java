package asynclab.coroutines.source;

import java.util.List;

/// What became of a text: the new text, and a model of each machine in it.
public record Rewritten(String source, List<MachineModel> machines) {
  public Rewritten {
    machines = List.copyOf(machines);
  }
}
