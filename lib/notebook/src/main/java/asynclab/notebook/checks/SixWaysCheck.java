package asynclab.notebook.checks;

import asynclab.fibers.FiberScheduler;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `02.six-ways`: the same three sleeps in worlds whose clock the check moves, so that
/// each way has one transcript.
@Examination
final class SixWaysCheck {
  static final Exercise<SixWays> EXERCISE =
      new Exercise<>(
          "02.six-ways", SixWays.class, "class Mine implements SixWays { … }", SixWaysCheck.class);

  private static final int POOL = 3;
  private static final String SLEPT = "the loop's thread slept";
  private static final String TRANSCRIPT =
      "0 A starts, 0 B starts, 0 C starts, 1 C ends, 2 B ends, 4 A ends, done";

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("this clock moves as soon as all sleep: somebody waits for something else");
  }

  @Test
  @Order(1)
  @DisplayName("a thread of the system each")
  void threads(SixWays mine, Trial trial) throws Exception {
    var named = Thread.ofPlatform().daemon().name("check sleeper ", 1).factory();
    onThreads(mine, trial, Executors.newThreadPerTaskExecutor(named));
  }

  @Test
  @Order(2)
  @DisplayName("a pool of three threads")
  void pool(SixWays mine, Trial trial) throws Exception {
    var named = Thread.ofPlatform().daemon().name("check sleeper ", 1).factory();
    onThreads(mine, trial, Executors.newFixedThreadPool(POOL, named));
  }

  @Test
  @Order(3)
  @DisplayName("a virtual thread each")
  void virtual(SixWays mine, Trial trial) throws Exception {
    onThreads(mine, trial, Executors.newVirtualThreadPerTaskExecutor());
  }

  @Test
  @Order(4)
  @DisplayName("fibers")
  void fibers(SixWays mine, Trial trial) throws Exception {
    expect(
        trial,
        () -> {
          var world = new FiberWorld();
          try (var scheduler = FiberScheduler.over(world, world::nanoTime)) {
            mine.fibers(world, scheduler);
            scheduler.run();
          }
          return world.transcript() + ", done";
        });
  }

  @Test
  @Order(5)
  @DisplayName("callbacks")
  void callbacks(SixWays mine, Trial trial) throws Exception {
    expect(
        trial,
        () -> {
          var world = new LoopWorld();
          var done = new StringBuilder();
          mine.callbacks(world, () -> done.append(", done"));
          world.run();
          return world.transcript() + done;
        });
  }

  @Test
  @Order(6)
  @DisplayName("futures")
  void futures(SixWays mine, Trial trial) throws Exception {
    expect(
        trial,
        () -> {
          var world = new LoopWorld();
          var all = mine.futures(world);
          world.run();
          return world.transcript() + (all.isDone() ? ", done" : "");
        });
  }

  private static void onThreads(SixWays mine, Trial trial, ExecutorService starter)
      throws Exception {
    try {
      expect(
          trial,
          () -> {
            try (var world = new ThreadWorld()) {
              mine.threads(world, starter);
              return world.transcript() + ", done";
            }
          });
    } finally {
      starter.shutdownNow();
    }
  }

  private static void expect(Trial trial, Callable<String> answer) throws Exception {
    trial.expect(TRANSCRIPT, () -> said(answer.call()), SixWaysCheck::idea);
  }

  /// Who said nothing says so.
  private static String said(String transcript) {
    var said = transcript.startsWith(", ") ? transcript.substring(2) : transcript;
    return said.isEmpty() ? "nothing" : said;
  }

  private static String idea(String seen) {
    if (seen.contains(SLEPT)) {
      return "a sleep on the loop's thread is a wait inside a turn: nobody else moves meanwhile;"
          + " `after` gives the turn back";
    }
    if (seen.indexOf("A ends") >= 0 && seen.indexOf("A ends") < seen.indexOf("B starts")) {
      return "main waits for A before it starts B: one sleeps at a time, and nothing overlaps";
    }
    if (seen.contains("3 B ends")) {
      return "B waits for C before it sleeps itself: the order is right by luck, the overlap is not";
    }
    if (!seen.endsWith("done")) {
      return "nobody says that all have ended: `done` comes after the last of them";
    }
    return seen.split("ends", -1).length < 4
        ? "that is done before all three have ended"
        : "A sleeps for 4, B for 2 and C for 1, and they overlap";
  }
}
