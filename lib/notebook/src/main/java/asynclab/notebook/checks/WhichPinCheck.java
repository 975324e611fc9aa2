package asynclab.notebook.checks;

import asynclab.notebook.checks.Choices.Case;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The check `09.pins`: six sentences with one word in them.
@Examination
final class WhichPinCheck {
  static final Exercise<WhichPin> EXERCISE =
      new Exercise<>(
          "09.pins", WhichPin.class, "WhichPin mine = () -> \"\"\"…\"\"\";", WhichPinCheck.class);

  private static final String CARRIER = "it is a virtual thread that cannot leave its carrier";

  private static final Choices CHOICES =
      new Choices(
          new Choices.Told("sorted", "its own words, a colon, and its place make a line", "place"),
          List.of("value", "carrier", "cpu"),
          List.of(
              new Case(
                  "poll takes a pinned self, so an address in it stays good",
                  "value",
                  Map.of(
                      "carrier",
                      "Rust's poll knows no carrier: it is the future's bytes that stay"),
                  "the bytes of the future stay"),
              new Case(
                  "below a native frame a yield is refused: pinned",
                  "carrier",
                  Map.of("value", "the frame's bytes are no value of ours: " + CARRIER),
                  CARRIER),
              new Case(
                  "each loop is pinned to a core, so its cache stays warm",
                  "cpu",
                  Map.of("carrier", "the scheduler of the kernel is told, not that of the JVM"),
                  "sched_setaffinity says so to the kernel"),
              new Case(
                  "the flight recorder counts VirtualThreadPinned",
                  "carrier",
                  Map.of(
                      "cpu", "the event is the JVM's: " + CARRIER + ", whatever core that is on"),
                  CARRIER),
              new Case(
                  "the collector leaves a pinned array where it is",
                  "value",
                  Map.of("cpu", "an array is on no core: its address must not change"),
                  "C was given its address"),
              new Case(
                  "a pinned waiter is linked into the lock's own list",
                  "value",
                  Map.of("carrier", "the list holds addresses of waiters: they must not move"),
                  "its neighbours hold its address")));

  @TestFactory
  Stream<DynamicTest> sentences(WhichPin mine, Trial trial) {
    trial.ifItHangs("a few lines of text need no wait");
    return CHOICES.tests(mine::sorted, trial);
  }
}
