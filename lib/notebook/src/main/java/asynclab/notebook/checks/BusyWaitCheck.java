package asynclab.notebook.checks;

import asynclab.simulation.Simulation;
import java.util.StringJoiner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `12c.busy`: when the job is asked, in simulated milliseconds.
@Examination
final class BusyWaitCheck {
  static final Exercise<BusyWait> EXERCISE =
      new Exercise<>(
          "12c.busy", BusyWait.class, "BusyWait mine = (clock, job) -> …;", BusyWaitCheck.class);

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("it waits inside of a poll, where no time passes: await clock.sleep(…)");
  }

  @Test
  @Order(1)
  @DisplayName("the job is done before it is asked")
  void done(BusyWait mine, Trial trial) throws Exception {
    expect(mine, trial, 0, "asked at 0: the answer");
  }

  @Test
  @Order(2)
  @DisplayName("the job is done after 100 ms")
  void soon(BusyWait mine, Trial trial) throws Exception {
    expect(mine, trial, 100, "asked at 0 10 30 70 150: the answer");
  }

  @Test
  @Order(3)
  @DisplayName("the job is done after 4 s")
  void late(BusyWait mine, Trial trial) throws Exception {
    expect(mine, trial, 4_000, "asked at 0 10 30 70 150 310 630 1270 2270 3270 4270: the answer");
  }

  @Test
  @Order(4)
  @DisplayName("two jobs, one after the other, of 20 ms each")
  void twice(BusyWait mine, Trial trial) throws Exception {
    trial.expect(
        "asked at 0 10 30: the answer; asked at 30 40 60: the answer",
        () -> {
          try (var world = Simulation.of(1)) {
            return new Asked(world, 20).run(mine) + "; " + new Asked(world, 50).run(mine);
          }
        },
        seen ->
            seen.startsWith("asked at 0 10 30: the answer")
                ? "each job is waited for from the beginning: 10 ms first"
                : why(seen));
  }

  private static void expect(BusyWait mine, Trial trial, int millis, String expecting)
      throws Exception {
    trial.expect(
        expecting,
        () -> {
          try (var world = Simulation.of(1)) {
            return new Asked(world, millis).run(mine);
          }
        },
        BusyWaitCheck::why);
  }

  private static String why(String seen) {
    if (seen.startsWith(Asked.ENDLESS)) {
      return "it asks again at once, without end: nothing is awaited that takes time";
    }
    if (!seen.startsWith("asked at 0")) return "it asks at once: the job may be done already";
    if (!seen.startsWith("asked at 0 10") && !seen.startsWith("asked at 0:")) {
      return "each job is waited for from the beginning: the first pause is 10 ms";
    }
    if (seen.startsWith("asked at 0 10 20 30")) {
      return "always the same pause: a job of an hour would be asked 360,000 times";
    }
    if (seen.contains("1270 2550")) {
      return "the pause grows without a bound: an answer may lie there as long as the job took";
    }
    return "the pauses are 10, 20, 40 ms and so on, never more than 1,000";
  }

  /// A job that is done at a time, and notes when it is asked.
  private static final class Asked implements BusyWait.Job {
    private static final String ENDLESS = "asked 1,000 times";
    private static final int QUESTIONS_MAX = 1000;
    private static final long NANOS_A_MILLI = 1_000_000;

    private static final class Endless extends RuntimeException {
      private static final long serialVersionUID = 1;
    }

    private final Simulation world;
    private final int doneMillis;
    private final StringJoiner asked = new StringJoiner(" ", "asked at ", "");
    private int questions;

    Asked(Simulation world, int doneMillis) {
      this.world = world;
      this.doneMillis = doneMillis;
    }

    String run(BusyWait mine) throws Exception {
      try {
        var result = world.blockOn(mine.result(world, this));
        return asked + ": " + result;
      } catch (Endless e) {
        return ENDLESS + ", the last time at " + millis();
      }
    }

    private long millis() {
      return world.nanoTime() / NANOS_A_MILLI;
    }

    @Override
    public boolean isDone() {
      if (++questions > QUESTIONS_MAX) throw new Endless();
      asked.add(String.valueOf(millis()));
      return millis() >= doneMillis;
    }

    @Override
    public String result() {
      if (millis() < doneMillis) throw new IllegalStateException("the job is not done");
      return "the answer";
    }
  }
}
