package asynclab.notebook.checks;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `05b.sleep`: fibers on a clock that moves when it is waited for. `b@2` is a step of b
/// at 2 ms.
@Examination
final class SleepersCheck {
  static final Exercise<Sleepers.Maker> EXERCISE =
      new Exercise<>(
          "05b.sleep",
          Sleepers.Maker.class,
          "Sleepers.Maker mine = MyNight::new;",
          SleepersCheck.class);

  private static final long MILLI = 1_000_000;
  private static final int TURNS = 10;

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("this clock moves in waitUntil() alone: nobody calls it");
  }

  @Test
  @Order(1)
  @DisplayName("a sleeps 3 ms, b 1, c 2")
  void deadlines(Sleepers.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "b@1 c@2 a@3",
        () -> new Night(maker, 0).sleeper("a", 3).sleeper("b", 1).sleeper("c", 2).run(),
        SleepersCheck::outOfOrder);
  }

  @Test
  @Order(2)
  @DisplayName("a, b and c sleep 2 ms each")
  void ties(Sleepers.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "a@2 b@2 c@2",
        () -> new Night(maker, 0).sleeper("a", 2).sleeper("b", 2).sleeper("c", 2).run(),
        seen ->
            seen.length() < "a@2 b@2 c@2".length()
                ? "somebody was lost: two may have the same deadline, and a map keeps one of them"
                : "who slept first wakes first, when the deadlines are equal");
  }

  @Test
  @Order(3)
  @DisplayName("a sleeps 2 ms, twice; b takes three turns; c sleeps 3 ms")
  void meanwhile(Sleepers.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "b@0 b@0 b@0 a@2 c@3 a@4",
        () -> new Night(maker, 0).sleeper("a", 2, 2).busy("b", 3, 0).sleeper("c", 3).run(),
        seen -> "wait only when nobody is ready, and no longer than for the nearest deadline");
  }

  @Test
  @Order(4)
  @DisplayName("waits end 5 ms late; a sleeps 3 ms, b 1")
  void late(Sleepers.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "b@6 a@6",
        () -> new Night(maker, 5 * MILLI).sleeper("a", 3).sleeper("b", 1).run(),
        seen -> "after a wait all whose time is over wake, the nearest deadline first");
  }

  @Test
  @Order(5)
  @DisplayName("a sleeps 1 ms; b is ready ten times, and each of its turns takes 1 ms")
  void starving(Sleepers.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "a moved after 1 or 2 turns of b",
        () -> {
          var said = new Night(maker, 0).sleeper("a", 1).busy("b", TURNS, MILLI).run();
          var before = said.substring(0, Math.max(0, said.indexOf("a@"))).chars();
          var turns = before.filter(letter -> letter == 'b').count();
          if (!said.contains("a@")) return said;
          return "a moved after %s turns of b"
              .formatted(turns == 1 || turns == 2 ? "1 or 2" : String.valueOf(turns));
        },
        seen ->
            seen.startsWith("a moved after 0")
                ? "a moved before its time was over"
                : seen.startsWith("a moved")
                    ? "somebody is always ready here: look at the sleepers at each turn, not only when"
                        + " the queue is empty"
                    : "two fibers, one sleep: both have to come to their end");
  }

  private static String outOfOrder(String seen) {
    if (seen.contains("nobody waits")) {
      return "yielding until the time is over turns without end: when nobody is ready, wait";
    }
    return switch (seen) {
      case "a@0 b@0 c@0" ->
          "on this clock nobody slept. Thread.sleep would stop the thread, and with it every fiber";
      case "a@3 b@4 c@6" ->
          "sleep() waited itself: nobody else moved meanwhile. Note the deadline, and yield";
      case "no step" -> "nobody woke: who has yielded is in no queue until its deadline";
      case "a@3 b@3 c@3" ->
          "wait for the nearest deadline; who waits for another one wakes it late";
      default -> "who sleeps stands in a queue of its own, in the order of the deadlines";
    };
  }

  /// A scheduler of the learner's, its clock and what its fibers did.
  private static final class Night {
    private final Steps steps = new Steps();
    private final ManualClock clock;
    private final Sleepers mine;
    private final long began;

    Night(Sleepers.Maker maker, long late) {
      clock = new ManualClock(late);
      began = clock.now();
      mine = maker.over(clock);
    }

    /// A fiber that sleeps so many milliseconds and takes a step after each sleep.
    Night sleeper(String name, int... millis) {
      mine.spawn(() -> {
        for (var sleep : millis) {
          mine.sleep(sleep * MILLI);
          say(name);
        }
      });
      return this;
    }

    /// A fiber that never sleeps; each of its turns takes `nanos`.
    Night busy(String name, int turns, long nanos) {
      mine.spawn(() -> {
        for (var i = 0; i < turns; i++) {
          say(name);
          clock.pass(nanos);
          mine.yield();
        }
      });
      return this;
    }

    private void say(String name) {
      steps.say(name + "@" + (clock.now() - began) / MILLI);
    }

    String run() throws Exception {
      return steps.of(mine::run);
    }
  }
}
