package asynclab.notebook.checks;

import asynclab.notebook.SleepyRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `08b.hunt`: replays the run of a seed.
@Examination
final class HuntCheck {
  static final Exercise<Hunt> EXERCISE =
      new Exercise<>("08b.hunt", Hunt.class, "Hunt mine = new MyHunt();", HuntCheck.class);

  private static final String WORK = "asleep, with work queued";

  /// The run of the learner's seed, once that is known.
  private SleepyRun run = SleepyRun.of(0);

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("the search has no end: look at seeds one after another, and return");
  }

  @Test
  @Order(1)
  @DisplayName("the run of your seed")
  void seed(Hunt mine, Trial trial) throws Exception {
    trial.expect(
        WORK,
        () -> {
          run = SleepyRun.of(mine.seed());
          return end(run);
        },
        _ ->
            "that run ends well: all three were polled, and an executor with nothing to do may"
                + " sleep. Look for one that leaves a task in queued()");
  }

  @Test
  @Order(2)
  @DisplayName("the line of its log by which the call is lost")
  void step(Hunt mine, Trial trial) throws Exception {
    var lost = lost(run);
    trial.expect(
        line(run, lost), () -> line(run, mine.step()), seen -> why(seen, end(run).equals(WORK)));
  }

  private static String end(SleepyRun run) {
    return run.queued().isEmpty() ? "asleep, nothing queued" : WORK;
  }

  /// The last time that it threw a permit away.
  private static int lost(SleepyRun run) {
    return run.log().lastIndexOf(SleepyRun.CLEARS) + 1;
  }

  private static String line(SleepyRun run, int number) {
    return number < 1 || number > run.log().size()
        ? "line %d of %d".formatted(number, run.log().size())
        : "line %d: %s".formatted(number, run.log().get(number - 1));
  }

  private static String why(String seen, boolean lost) {
    if (!lost) return "in this run no call is lost";
    if (seen.endsWith(SleepyRun.PARKS)) {
      return "that it parks is right, as far as it can know: the permit that would have kept it"
          + " awake was gone before";
    }
    if (seen.contains("reactor")) {
      return "the reactor did its part, in the right order: somebody threw away what it had left";
    }
    if (seen.endsWith(SleepyRun.SEES)) {
      return "at that moment the queue was empty indeed: what came after was announced by a permit";
    }
    return "look for the line after which neither queue nor permit will be looked at again";
  }
}
