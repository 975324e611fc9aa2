package asynclab.notebook.checks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The check `02.flatten`: scripted steps that answer later, and fail at each depth.
@Examination
final class FlattenCheck {
  static final Exercise<Flatten> EXERCISE =
      new Exercise<>(
          "02.flatten",
          Flatten.class,
          "Flatten mine = (login, cart, pay, ship, input, done, failed) -> { … };",
          FlattenCheck.class);

  private static final List<String> STEPS = List.of("login", "cart", "pay", "ship");
  private static final int NEVER = -1;

  @Test
  @Order(1)
  @DisplayName("all four answer")
  void success(Flatten mine, Trial trial) throws Exception {
    trial.ifItHangs("the steps answer after your method has returned: do not wait in it");
    trial.expect(
        "asked login cart pay ship; done: Ada login cart pay ship",
        () -> new Script(NEVER, false).run(mine),
        FlattenCheck::idea);
  }

  @TestFactory
  @Order(2)
  @DisplayName("a step fails")
  Stream<DynamicTest> failures(Flatten mine, Trial trial) {
    return IntStream.range(0, STEPS.size())
        .mapToObj(depth ->
            DynamicTest.dynamicTest(
                STEPS.get(depth) + " fails", () -> failsAt(depth, mine, trial)));
  }

  private static void failsAt(int depth, Flatten mine, Trial trial) throws Exception {
    var asked = String.join(" ", STEPS.subList(0, depth + 1));
    trial.expect(
        "asked %s; failed: Refused: %s".formatted(asked, STEPS.get(depth)),
        () -> new Script(depth, false).run(mine),
        FlattenCheck::idea);
  }

  @Test
  @Order(3)
  @DisplayName("all four answer, and `done` itself throws")
  void doneThrows(Flatten mine, Trial trial) throws Exception {
    trial.expect(
        "asked login cart pay ship; done: Ada login cart pay ship",
        () -> new Script(NEVER, true).run(mine),
        FlattenCheck::idea);
  }

  private static String idea(String seen) {
    if (seen.endsWith("; nothing")) {
      return "nobody was told: an error was swallowed on its way, or the last answer was";
    }
    if (seen.contains("done: ") && seen.contains("failed: ")) {
      return seen.indexOf("done: ") < seen.indexOf("failed: ")
          ? "`failed` also runs for the error of `done`: it belongs to the steps alone, beside `done`"
              + " and not behind it"
          : "after an error is handled a chain goes on: `done` must not stand behind `failed`";
    }
    if (seen.contains("CompletionException")) {
      return "a future wraps what it hands on: `getCause()` is what the step said";
    }
    return seen.indexOf("failed: ") != seen.lastIndexOf("failed: ")
        ? "one error, and the handler ran twice: each level told it on"
        : "each step is asked with the answer before it, and none after one that failed";
  }

  /// What a step says when it fails.
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String step) {
      super(step);
    }
  }

  /// Steps that answer from a queue, after the learner's method has returned.
  private static final class Script {
    private final int failing;
    private final boolean doneThrows;
    private final List<String> asked = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Queue<Runnable> later = new ArrayDeque<>();

    Script(int failing, boolean doneThrows) {
      this.failing = failing;
      this.doneThrows = doneThrows;
    }

    String run(Flatten mine) {
      mine.run(
          step(0),
          step(1),
          step(2),
          step(3),
          "Ada",
          text -> {
            told.add("done: " + text);
            if (doneThrows) throw new IllegalStateException("done has failed");
          },
          e -> told.add("failed: " + e.getClass().getSimpleName() + ": " + e.getMessage()));
      for (var next = later.poll(); next != null; next = later.poll()) turn(next);
      var asking = "asked " + String.join(" ", asked);
      return asking + "; " + (told.isEmpty() ? "nothing" : String.join(", ", told));
    }

    /// Whose callback throws is told by the loop: here nobody listens.
    private void turn(Runnable next) {
      try {
        next.run();
      } catch (IllegalStateException fromDone) {
        if (!doneThrows) throw fromDone;
      }
    }

    private Flatten.Step step(int depth) {
      var name = STEPS.get(depth);
      return (input, then, failed) -> {
        asked.add(name);
        later.add(() -> {
          if (depth == failing) failed.accept(new Refused(name));
          else then.accept(input + " " + name);
        });
      };
    }
  }
}
