package asynclab.notebook.checks;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `05b.round-robin`: fibers that say their name at each step.
@Examination
final class RoundRobinCheck {
  static final Exercise<RoundRobin.Maker> EXERCISE =
      new Exercise<>(
          "05b.round-robin",
          RoundRobin.Maker.class,
          "RoundRobin.Maker mine = MyScheduler::new;",
          RoundRobinCheck.class);

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("all fibers have ended, or none was ever run: run() has to notice");
  }

  @Test
  @Order(1)
  @DisplayName("fibers a, b, c of 2, 3 and 1 steps")
  void turns(RoundRobin.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "a b c a b b",
        () -> {
          var steps = new Steps();
          var mine = maker.make();
          mine.spawn(body(mine, steps, "a", 2));
          mine.spawn(body(mine, steps, "b", 3));
          mine.spawn(body(mine, steps, "c", 1));
          return steps.of(mine::run);
        },
        RoundRobinCheck::outOfTurn);
  }

  @Test
  @Order(2)
  @DisplayName("no fiber at all")
  void none(RoundRobin.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "no step",
        () -> new Steps().of(maker.make()::run),
        seen -> "with nothing to do, run() is over at once");
  }

  @Test
  @Order(3)
  @DisplayName("a, of 2 steps, spawns d in its first; b has 1 step")
  void spawnsOnTheWay(RoundRobin.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "a b d a",
        () -> {
          var steps = new Steps();
          var mine = maker.make();
          mine.spawn(() -> {
            steps.say("a");
            mine.spawn(body(mine, steps, "d", 1));
            mine.yield();
            steps.say("a");
          });
          mine.spawn(body(mine, steps, "b", 1));
          return steps.of(mine::run);
        },
        RoundRobinCheck::spawned);
  }

  @Test
  @Order(4)
  @DisplayName("run, then spawn e, then run again")
  void again(RoundRobin.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "a a e",
        () -> {
          var steps = new Steps();
          var mine = maker.make();
          mine.spawn(body(mine, steps, "a", 2));
          mine.run();
          mine.spawn(body(mine, steps, "e", 1));
          return steps.of(mine::run);
        },
        seen -> "a scheduler that has come to its end may be given a new fiber");
  }

  private static Runnable body(RoundRobin mine, Steps steps, String name, int count) {
    return () -> {
      for (var i = 0; i < count; i++) {
        if (i > 0) mine.yield();
        steps.say(name);
      }
    };
  }

  private static String outOfTurn(String seen) {
    if (seen.contains("terminated")) {
      return "a fiber that had ended was run again: ask isDone() before it goes back";
    }
    return switch (seen) {
      case "no step" -> "nobody runs the fibers: take them out of the queue and run each";
      case "a a b b b c" ->
          "that is a stack: who yields goes to the front and is taken again at once";
      case "c b b b a a" -> "that is a stack: the last one spawned is the first to run";
      case "a b c" -> "who yields has not ended: put it back, at the end of the queue";
      default -> "take the first of the queue, run it, and put it back at the end if it goes on";
    };
  }

  private static String spawned(String seen) {
    return seen.startsWith("a d")
        ? "spawn() ran the body at once, inside the fiber that called it: only queue it"
        : "a new fiber stands behind those that wait already, and before whoever yields next";
  }
}
