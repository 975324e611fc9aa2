package asynclab.notebook.checks;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The check `06.sort`: which step of a poll and a wake leads to which.
@Examination
final class PollOrderCheck {
  static final Exercise<PollOrder> EXERCISE =
      new Exercise<>(
          "06.sort",
          PollOrder.class,
          "PollOrder mine = () -> \"\"\"…\"\"\";",
          PollOrderCheck.class);

  private static final String QUEUED = "the task is queued for the first time";
  private static final String POLLED = "the executor polls the future";
  private static final String LEFT = "the future leaves its waker with the reactor";
  private static final String PENDING = "the future answers Pending";
  private static final String ASLEEP = "the thread waits in the event queue";
  private static final String TOLD = "the OS reports the socket";
  private static final String WAKE = "the reactor calls wake()";
  private static final String AGAIN = "the executor polls the future again";

  /// One step comes before another, and why.
  private record Rule(String before, String after, String why) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(QUEUED, POLLED, "an executor polls what stands in its queue, and nothing else"),
          new Rule(
              POLLED,
              LEFT,
              "a future does nothing before it is polled, and the waker is handed in by the poll"),
          new Rule(
              LEFT,
              PENDING,
              "with Pending the future's code is left: who has not left its waker by then is never"
                  + " asked again"),
          new Rule(
              PENDING,
              ASLEEP,
              "a poll does not wait: the thread comes back to the executor first, and another task"
                  + " may be ready"),
          new Rule(ASLEEP, TOLD, "the OS tells whoever waits in the event queue"),
          new Rule(
              TOLD,
              WAKE,
              "the OS knows a token and no code of ours: the reactor hears it, and calls the waker"),
          new Rule(WAKE, AGAIN, "wake() queues the task, and the executor's next turn polls it"));

  @TestFactory
  Stream<DynamicTest> steps(PollOrder mine, Trial trial) {
    trial.ifItHangs("eight lines of text need no wait");
    var lines = new ArrayList<String>();
    mine.steps().lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
    return RULES.stream()
        .map(rule ->
            dynamicTest(
                rule.before + ", " + rule.after,
                () -> trial.expect("in this order", () -> seen(rule, lines), _ -> rule.why)));
  }

  private static String seen(Rule rule, List<String> lines) {
    var before = lines.indexOf(rule.before);
    var after = lines.indexOf(rule.after);
    if (before < 0) return "no line `%s`".formatted(rule.before);
    if (after < 0) return "no line `%s`".formatted(rule.after);
    return before < after ? "in this order" : "the other way round";
  }
}
