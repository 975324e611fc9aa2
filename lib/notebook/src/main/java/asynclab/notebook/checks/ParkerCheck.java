package asynclab.notebook.checks;

import java.util.StringJoiner;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `08.parker`: one thread, and a condition whose sleeps are scripted.
@Examination
final class ParkerCheck {
  static final Exercise<Parker.Maker> EXERCISE =
      new Exercise<>(
          "08.parker", Parker.Maker.class, "Parker.Maker mine = MyParker::new;", ParkerCheck.class);

  private static final String ASLEEP = "asleep for ever";
  private static final String AT_ONCE = "returned at once";
  private static final String SLEPT = "slept, returned";

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("park() goes round without sleeping: sleep in condition.await()");
  }

  @Test
  @Order(1)
  @DisplayName("unpark, then park")
  void early(Parker.Maker maker, Trial trial) throws Exception {
    trial.expect(
        AT_ONCE,
        () -> {
          var world = new World(maker);
          world.parker.unpark();
          return world.park();
        },
        seen ->
            seen.equals(ASLEEP)
                ? "the call came before the sleep and left nothing behind: keep a permit in a field"
                : "the permit was there: there was nothing to wait for");
  }

  @Test
  @Order(2)
  @DisplayName("park; meanwhile another thread unparks")
  void late(Parker.Maker maker, Trial trial) throws Exception {
    trial.expect(
        SLEPT,
        () -> {
          var world = new World(maker);
          world.condition.then(world.parker::unpark);
          return world.park();
        },
        seen ->
            seen.equals(ASLEEP)
                ? "the permit was left, and the sleeper was not told: signal the condition"
                : "nobody had called yet: it has to sleep until somebody does");
  }

  @Test
  @Order(3)
  @DisplayName("park; the condition returns early, then another thread unparks")
  void spurious(Parker.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "slept, slept, returned",
        () -> {
          var world = new World(maker);
          world.condition.thenReturnsEarly();
          world.condition.then(world.parker::unpark);
          return world.park();
        },
        _ ->
            "the condition returned early and there was no permit: look again after each sleep,"
                + " with while and not with if");
  }

  @Test
  @Order(4)
  @DisplayName("unpark, park, and park again; meanwhile another thread unparks")
  void takes(Parker.Maker maker, Trial trial) throws Exception {
    trial.expect(
        AT_ONCE + "; " + SLEPT,
        () -> twice(maker, 1),
        seen -> second(seen, "the permit is still there after the first park: park takes it"));
  }

  @Test
  @Order(5)
  @DisplayName("unpark twice, park, and park again; meanwhile another thread unparks")
  void one_permit(Parker.Maker maker, Trial trial) throws Exception {
    trial.expect(
        AT_ONCE + "; " + SLEPT,
        () -> twice(maker, 2),
        seen ->
            second(
                seen, "two calls left two permits: it is a note that somebody called, no count"));
  }

  @Test
  @Order(6)
  @DisplayName("park; meanwhile the thread is interrupted")
  void interrupted(Parker.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "slept, InterruptedException",
        () -> {
          var world = new World(maker);
          world.condition.then(() -> {
            throw new InterruptedException("by the check");
          });
          return world.park();
        },
        seen ->
            seen.endsWith(World.KEPT)
                ? "the lock is held by a thread that has left: unlock in finally"
                : "whoever is interrupted in his sleep says so: let the exception pass");
  }

  private static String second(String seen, String both) {
    return seen.equals(AT_ONCE + "; " + AT_ONCE)
        ? both
        : "the first park finds a permit; the second has to sleep until the next call";
  }

  private static String twice(Parker.Maker maker, int unparks) {
    var world = new World(maker);
    for (var i = 0; i < unparks; i++) world.parker.unpark();
    var first = world.park();
    world.condition.then(world.parker::unpark);
    return first + "; " + world.park();
  }

  /// A learner's parker, its lock and its condition.
  private static final class World {
    private static final String KEPT = "keeps the lock";

    private final ReentrantLock lock = new ReentrantLock();
    private final ScriptedCondition condition = new ScriptedCondition(lock);
    private final Parker parker;

    World(Parker.Maker maker) {
      parker = maker.of(lock, condition);
    }

    /// What became of one park.
    String park() {
      var before = condition.sleeps();
      var said = new StringJoiner(", ");
      var end = outcome();
      if (end.equals(ASLEEP)) return ASLEEP;
      var sleeps = condition.sleeps() - before;
      for (var i = 0; i < sleeps; i++) said.add("slept");
      said.add(end.equals("returned") && sleeps == 0 ? AT_ONCE : end);
      if (lock.isHeldByCurrentThread()) said.add(KEPT);
      return said.toString();
    }

    private String outcome() {
      try {
        parker.park();
        return "returned";
      } catch (InterruptedException e) {
        return "InterruptedException";
      } catch (ScriptedCondition.Asleep e) {
        return ASLEEP;
      }
    }
  }
}
