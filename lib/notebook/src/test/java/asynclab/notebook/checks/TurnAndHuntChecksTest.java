package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.notebook.SleepyRun;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The checks of an executor's turn, and of the hunt for a lost call.
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is left behind is looked up in /proc")
class TurnAndHuntChecksTest {
  private record Found(long seed, int step) implements Hunt {}

  @Test
  void a_turn_of_those_who_were_ready_passes() throws IOException {
    assertEquals(
        "ok: 08b.fair-turn, 3 of 3 as expected",
        head(
            turn((ready, look) -> {
              for (var n = ready.size(); n > 0; n--) ready.removeFirst().run();
              look.run();
            })));
  }

  @Test
  void a_turn_without_end_is_told() throws IOException {
    assertTold(
        "the turn has no end and nobody looks",
        turn((ready, look) -> {
          while (!ready.isEmpty()) ready.removeFirst().run();
          look.run();
        }));
  }

  @Test
  void a_turn_that_looks_without_end_is_ended() throws IOException {
    assertTold(
        "nobody is ready: all the more it has to look",
        turn((ready, look) -> {
          for (var n = ready.size(); n > 0; n--) ready.removeFirst().run();
          do look.run();
          while (ready.size() == 1);
        }));
  }

  @Test
  void a_stack_is_told() throws IOException {
    assertTold(
        "last in, first out",
        turn((ready, look) -> {
          for (var n = ready.size(); n > 0; n--) ready.removeLast().run();
          look.run();
        }));
  }

  @Test
  void one_poll_a_turn_is_told() throws IOException {
    assertTold(
        "one poll a turn",
        turn((ready, look) -> {
          if (!ready.isEmpty()) ready.removeFirst().run();
          look.run();
        }));
  }

  @Test
  void a_look_after_each_poll_is_told() throws IOException {
    assertTold(
        "it looks after each poll",
        turn((ready, look) -> {
          for (var n = ready.size(); n > 0; n--) {
            ready.removeFirst().run();
            look.run();
          }
        }));
  }

  @Test
  void a_turn_that_never_looks_is_told() throws IOException {
    assertTold(
        "nobody looks into the event queue",
        turn((ready, _) -> {
          for (var n = ready.size(); n > 0; n--) ready.removeFirst().run();
        }));
  }

  @Test
  void the_seed_and_the_line_that_throws_the_permit_away_pass() throws IOException {
    var run = lost();
    var line = run.log().lastIndexOf(SleepyRun.CLEARS) + 1;

    var answer = Answers.to("08b.hunt", new Found(run.seed(), line));

    assertEquals("ok: 08b.hunt, 2 of 2 as expected", head(answer));
  }

  @Test
  void a_run_that_ends_well_is_told() throws IOException {
    assertTold("that run ends well", Answers.to("08b.hunt", new Found(0, 1)));
  }

  @Test
  void each_line_that_is_not_to_blame_is_told_why() throws IOException {
    var run = lost();
    var log = run.log();

    assertTold("the permit that would have kept it awake", hunt(run, log.size()));
    assertTold(
        "the reactor did its part", hunt(run, log.lastIndexOf("reactor: leaves a permit") + 1));
    assertTold(
        "at that moment the queue was empty", hunt(run, log.lastIndexOf(SleepyRun.SEES) + 1));
    assertTold("neither queue nor permit will be looked at", hunt(run, 1000));
  }

  @Test
  void a_seed_has_one_run() {
    assertEquals(SleepyRun.of(77), SleepyRun.of(77));
  }

  @Test
  void calls_are_lost_on_few_seeds_and_not_on_none() {
    var lost = 0;
    for (var seed = 0; seed < 10_000; seed++) {
      if (!SleepyRun.of(seed).queued().isEmpty()) lost++;
    }

    assertTrue(lost > 10 && lost < 1000, "lost on " + lost);
  }

  @Test
  void a_search_without_end_is_ended_and_told() throws IOException {
    Hunt endless =
        new Hunt() {
          @Override
          public long seed() {
            while (!Thread.currentThread().isInterrupted()) Thread.onSpinWait();
            return 0;
          }

          @Override
          public int step() {
            return 0;
          }
        };

    assertTold("the search has no end", Answers.to("08b.hunt", endless));
  }

  private static SleepyRun lost() {
    var seed = 0L;
    while (SleepyRun.of(seed).queued().isEmpty()) seed++;
    return SleepyRun.of(seed);
  }

  private static String hunt(SleepyRun run, int line) throws IOException {
    return Answers.to("08b.hunt", new Found(run.seed(), line));
  }

  private static String turn(FairTurn mine) throws IOException {
    return Answers.to("08b.fair-turn", mine);
  }

  private static void assertTold(String reply, String answer) {
    assertTrue(answer.startsWith("not yet"), answer);
    assertTrue(answer.replaceAll("\\s+", " ").contains(reply), answer);
  }

  private static String head(String answer) {
    return answer.lines().findFirst().orElse("");
  }
}
