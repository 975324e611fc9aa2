package asynclab.notebook.checks;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Three scripted futures and whoever polls what a learner has made of them.
final class ThreeChildren {
  final ScriptedChild a = new ScriptedChild("a", this::tell);
  final ScriptedChild b = new ScriptedChild("b", this::tell);
  final ScriptedChild c = new ScriptedChild("c", this::tell);
  private final List<String> told = new ArrayList<>();
  private int wakes;

  private void tell(String event) {
    told.add(event);
  }

  List<Future<String>> list() {
    return List.of(a, b, c);
  }

  /// Polls, as an executor does, and says what came of it, and in which order.
  String poll(Future<?> learners) {
    told.clear();
    var end = outcome(Polled.of(learners, () -> wakes++));
    told.add(end);
    return String.join(", ", told);
  }

  /// Polls, and says what came of it alone.
  String outcome(Future<?> learners) {
    return outcome(Polled.of(learners, () -> {}));
  }

  /// The outcome of a poll, in words.
  static String outcome(Polled<?> polled) {
    return switch (polled) {
      case Ready.Value<?>(var value) -> "ready " + value;
      case Ready.Failure<?>(var cause) ->
          "failed: " + cause.getClass().getSimpleName() + ": " + cause.getMessage();
      default -> "pending";
    };
  }

  /// Lets one end, and how often that has woken the executor.
  int wakesOf(Runnable event) {
    wakes = 0;
    event.run();
    return wakes;
  }

  String open() {
    var open =
        list().stream()
            .map(ScriptedChild.class::cast)
            .filter(ScriptedChild::isOpen)
            .map(child -> child.name)
            .collect(Collectors.joining(" "));
    return "still open: " + (open.isEmpty() ? "none" : open);
  }
}
