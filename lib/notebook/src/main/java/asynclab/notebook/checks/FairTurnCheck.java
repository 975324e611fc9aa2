package asynclab.notebook.checks;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.StringJoiner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `08b.fair-turn`: tasks that wake themselves and each other, and a queue that counts.
@Examination
final class FairTurnCheck {
  static final Exercise<FairTurn> EXERCISE =
      new Exercise<>(
          "08b.fair-turn", FairTurn.class, "FairTurn mine = new MyTurn();", FairTurnCheck.class);

  private static final int TURNS = 10;

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("the turn does not end: it polls those that are ready when it begins");
  }

  @Test
  @Order(1)
  @DisplayName("three turns: S wakes itself in each poll, N is woken by each look")
  void three(FairTurn mine, Trial trial) throws Exception {
    trial.expect(
        "N S look; S N look; S N look",
        () -> {
          var world = new World();
          var said = new StringJoiner("; ");
          for (var i = 0; i < 3 && !world.endless; i++) said.add(world.turn(mine));
          return said;
        },
        FairTurnCheck::order);
  }

  @Test
  @Order(2)
  @DisplayName("ten turns of the same two")
  void ten(FairTurn mine, Trial trial) throws Exception {
    trial.expect(
        "S 10 polls, N 10 polls, 10 looks",
        () -> {
          var world = new World();
          for (var i = 0; i < TURNS && !world.endless; i++) world.turn(mine);
          return world;
        },
        _ -> "in each turn each of them once: who wakes itself waits for the next turn");
  }

  @Test
  @Order(3)
  @DisplayName("a turn in which nobody is ready")
  void nobody(FairTurn mine, Trial trial) throws Exception {
    trial.expect(
        "look",
        () -> {
          var world = new World();
          world.ready.clear();
          return world.turn(mine);
        },
        _ -> "nobody is ready: all the more it has to look");
  }

  private static String order(String seen) {
    if (seen.startsWith(World.ENDLESS)) {
      return "S is always ready, so the turn has no end and nobody looks: count who is ready when"
          + " it begins";
    }
    if (!seen.contains("look")) return "nobody looks into the event queue: N is never woken again";
    if (seen.startsWith("S S look") || seen.startsWith("S N look")) {
      return "last in, first out: who came last is polled first, and the others may wait for ever";
    }
    if (seen.startsWith("N look S look")) {
      return "it looks after each poll: a system call a poll, where one a turn will do";
    }
    if (seen.startsWith("N look")) {
      return "one poll a turn: the others were ready too, and each look is a system call";
    }
    return "those who are ready when the turn begins, in their order, then one look";
  }

  /// Two tasks and an event queue, which say when they are called.
  private static final class World {
    private static final String ENDLESS = "polled 1,000 times, and no look";
    private static final int POLLS_MAX = 1000;

    /// Thrown into a turn that does not end.
    private static final class Endless extends RuntimeException {
      private static final long serialVersionUID = 1;
    }

    private final Deque<Runnable> ready = new ArrayDeque<>();
    private StringJoiner said = new StringJoiner(" ");
    private int selfish;
    private int other;
    private int looks;
    private int pollsSinceLook;
    private boolean endless;

    World() {
      ready.add(this::other);
      ready.add(this::selfish);
    }

    /// Who was called in one turn, in order.
    String turn(FairTurn mine) {
      said = new StringJoiner(" ");
      try {
        mine.turn(ready, this::look);
      } catch (Endless e) {
        return ENDLESS;
      }
      return said.toString();
    }

    private void selfish() {
      polled("S");
      selfish++;
      ready.add(this::selfish);
    }

    private void other() {
      polled("N");
      other++;
    }

    private void polled(String name) {
      if (++pollsSinceLook > POLLS_MAX) {
        endless = true;
        throw new Endless();
      }
      said.add(name);
    }

    private void look() {
      pollsSinceLook = 0;
      said.add("look");
      if (++looks > POLLS_MAX) {
        endless = true;
        throw new Endless();
      }
      ready.add(this::other);
    }

    @Override
    public String toString() {
      return "S %d polls, N %d polls, %d looks".formatted(selfish, other, looks);
    }
  }
}
