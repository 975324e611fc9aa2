package asynclab.notebook;

import asynclab.coroutines.source.MachineModel;
import asynclab.coroutines.source.StateInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The numbers of the diagram for the states of a method that was compiled.
///
/// A compiled coroutine has a state for each place where it waits, numbered as javac lays them out;
/// the generated text numbers its other states too, and has one state where javac copies a
/// `finally`. Both know their lines, and javac keeps the order within a line.
final class StateNumbers {
  private StateNumbers() {}

  /// What each state of the compiled method is called in `model`, by the lines at which they stand;
  /// empty where lines do not decide.
  ///
  /// @param lines the lines of the compiled states, in the text that the model was made from
  static Optional<int[]> of(int[] lines, MachineModel model) {
    var compiled =
        IntStream.range(1, lines.length)
            .boxed()
            .collect(Collectors.groupingBy(state -> lines[state]));
    var written =
        model.states().stream()
            .filter(StateInfo::waits)
            .collect(
                Collectors.groupingBy(
                    StateInfo::line, Collectors.mapping(StateInfo::number, Collectors.toList())));
    var numbers = new int[lines.length];
    for (var line : compiled.entrySet()) {
      var known = written.getOrDefault(line.getKey(), List.of());
      var places = line.getValue();
      // Whole copies of a `finally`, one after the other; anything else would be a guess.
      if (known.isEmpty() || places.size() % known.size() != 0) return Optional.empty();
      for (var i = 0; i < places.size(); i++) numbers[places.get(i)] = known.get(i % known.size());
    }
    return Arrays.stream(numbers).skip(1).distinct().count() == waiting(written)
        ? Optional.of(numbers)
        : Optional.empty();
  }

  private static long waiting(Map<Integer, List<Integer>> written) {
    return written.values().stream().mapToLong(List::size).sum();
  }
}
