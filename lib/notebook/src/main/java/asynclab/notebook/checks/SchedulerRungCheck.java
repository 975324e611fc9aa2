package asynclab.notebook.checks;

import asynclab.executor.Scheduler;
import asynclab.notebook.ladder.Makers;
import asynclab.notebook.ladder.Rung;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `10b.scheduler`: any order will do in which nobody is lost and nobody waits for ever.
@Examination
final class SchedulerRungCheck {
  static final Exercise<Makers.Schedulers> EXERCISE =
      new Exercise<>(
          "10b.scheduler",
          Makers.Schedulers.class,
          "Makers.Schedulers mine = OwnScheduler::new;",
          SchedulerRungCheck.class);

  private static final int TURNS = 2000;

  /// By chance nobody of five is passed over so often in a row.
  private static final int PATIENCE = 300;

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("a scheduler waits for nobody: who sleeps is the executor");
  }

  @Test
  @Order(1)
  @DisplayName("A, B and C are ready, and three are taken")
  void three(Makers.Schedulers maker, Trial trial) throws Exception {
    trial.expect(
        "3 ready, A B C, 0 ready",
        () -> {
          Scheduler<String> mine = maker.open();
          for (var task : List.of("A", "B", "C")) mine.add(task);
          var before = mine.size();
          var taken = new ArrayList<String>();
          for (var i = 0; i < 3; i++) taken.add(mine.take());
          taken.sort(null);
          return "%d ready, %s, %d ready".formatted(before, String.join(" ", taken), mine.size());
        },
        seen ->
            seen.contains("A B C")
                ? "size() counts those who are ready: the executor polls so many in a turn"
                : "each that was added is taken once: one was lost, or stayed in it");
  }

  @Test
  @Order(2)
  @DisplayName("five tasks that are ready again at once, and 2,000 turns")
  void starves(Makers.Schedulers maker, Trial trial) throws Exception {
    trial.expect(
        "nobody waits longer than 300 turns",
        () -> waited(maker.open()),
        _ ->
            "who came last is always first, so the others starve: whoever is in it has to be taken"
                + " some day");
  }

  private static String waited(Scheduler<String> mine) {
    Map<String, Integer> last = new HashMap<>();
    for (var task : List.of("A", "B", "C", "D", "E")) {
      mine.add(task);
      last.put(task, 0);
    }
    var starved = new TreeSet<String>();
    for (var turn = 1; turn <= TURNS; turn++) {
      var task = mine.take();
      last.put(task, turn);
      mine.add(task);
      for (var each : last.entrySet()) {
        if (turn - each.getValue() > PATIENCE) starved.add(each.getKey());
      }
    }
    return starved.isEmpty()
        ? "nobody waits longer than %d turns".formatted(PATIENCE)
        : String.join(" ", starved) + " had no turn";
  }

  @Test
  @Order(3)
  @DisplayName("take() when nobody is ready")
  void nobody(Makers.Schedulers maker, Trial trial) throws Exception {
    trial.expect(
        "IllegalStateException",
        () -> {
          try {
            return maker.<String>open().take();
          } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
          }
        },
        _ -> "that is a mistake of the executor's, and to be told as one");
  }

  @Test
  @Order(4)
  @DisplayName("the five requests in 16 mixes of parts")
  void mixes(Makers.Schedulers maker, Trial trial) throws Exception {
    OnLadder.mixes(trial, Rung.SCHEDULER, maker);
  }

  @Test
  @Order(5)
  @DisplayName("the five requests in 50 simulations")
  void seeds(Makers.Schedulers maker, Trial trial) throws Exception {
    OnLadder.seeds(trial, Rung.SCHEDULER, maker);
  }
}
