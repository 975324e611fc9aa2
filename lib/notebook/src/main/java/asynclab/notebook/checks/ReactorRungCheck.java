package asynclab.notebook.checks;

import asynclab.notebook.ladder.Makers;
import asynclab.notebook.ladder.Rung;
import java.util.StringJoiner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `10b.reactor`: it polls leaves by hand and takes turns, in simulated time.
@Examination
final class ReactorRungCheck {
  static final Exercise<Makers.Reactors> EXERCISE =
      new Exercise<>(
          "10b.reactor",
          Makers.Reactors.class,
          "Makers.Reactors mine = OwnReactor::new;",
          ReactorRungCheck.class);

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("a turn waits in the poller and nowhere else, and a poll never waits");
  }

  @Test
  @Order(1)
  @DisplayName("a sleep of 10 ms, and turns without a limit")
  void sleeps(Makers.Reactors maker, Trial trial) throws Exception {
    trial.expect(
        "A at 10 ms",
        () -> {
          try (var world = new ReactorWorld(maker)) {
            world.asks("A", world.sleep(10));
            return world.turnsUntilWoken(1);
          }
        },
        ReactorRungCheck::deadline);
  }

  @Test
  @Order(2)
  @DisplayName("sleeps of 30, 10 and 20 ms")
  void order(Makers.Reactors maker, Trial trial) throws Exception {
    trial.expect(
        "B at 10 ms, C at 20 ms, A at 30 ms",
        () -> {
          try (var world = new ReactorWorld(maker)) {
            world.asks("A", world.sleep(30));
            world.asks("B", world.sleep(10));
            world.asks("C", world.sleep(20));
            return world.turnsUntilWoken(3);
          }
        },
        ReactorRungCheck::deadline);
  }

  @Test
  @Order(3)
  @DisplayName("a sleep of 50 ms, and one turn of at most 20 ms")
  void patience(Makers.Reactors maker, Trial trial) throws Exception {
    trial.expect(
        "nobody at 20 ms",
        () -> {
          try (var world = new ReactorWorld(maker)) {
            world.asks("A", world.sleep(50));
            return world.turn(20);
          }
        },
        seen ->
            seen.startsWith("A at 20")
                ? "a turn has ended, and its deadline has not come: look at the clock"
                : "it waits for the earlier of the two: what it is given, and the first deadline");
  }

  private static String deadline(String seen) {
    return seen.contains("deadlock")
        ? "nobody told the kernel how long: it sleeps on, past the deadline"
        : seen.contains("1,000 turns")
            ? "it looks and does not wait, so no time passes: hand the patience on, shortened"
            : "the first deadline ends the wait, and all that are due are woken";
  }

  @Test
  @Order(4)
  @DisplayName("polled by A, then by B; then its event comes")
  void latest(Makers.Reactors maker, Trial trial) throws Exception {
    trial.expect(
        "B",
        () -> {
          try (var world = new ReactorWorld(maker)) {
            var wait = world.readable();
            world.asks("A", wait);
            world.asks("B", wait);
            world.peerWrites();
            return world.wokenAfterTurns(3);
          }
        },
        seen ->
            seen.equals("A")
                ? "it wakes the old waker: the future has moved, and each poll leaves the latest"
                : seen.equals("A B")
                    ? "both are called: only the waker of the latest poll counts"
                    : "each poll leaves its waker; the first one asks the kernel besides");
  }

  @Test
  @Order(5)
  @DisplayName("polled before its event, after it, and its time is over")
  void ready(Makers.Reactors maker, Trial trial) throws Exception {
    trial.expect(
        "Pending, Pending, Ready",
        () -> {
          try (var world = new ReactorWorld(maker)) {
            var wait = world.readable();
            var said = new StringJoiner(", ");
            said.add(world.asks("A", wait)).add(world.asks("A", wait));
            world.peerWrites();
            world.wokenAfterTurns(3);
            return said.add(world.asks("A", wait));
          }
        },
        _ -> "the kernel is asked once, and a poll looks whether it has come");
  }

  @Test
  @Order(6)
  @DisplayName("one socket: W waits to write, then R to read; bytes come")
  void write_first(Makers.Reactors maker, Trial trial) throws Exception {
    trial.expect(
        "W R",
        () -> {
          try (var world = new ReactorWorld(maker)) {
            world.asks("W", world.writable());
            world.asks("R", world.readable());
            var first = world.wokenAfterTurns(1);
            world.peerWrites();
            return first + " " + world.wokenAfterTurns(3);
          }
        },
        ReactorRungCheck::together);
  }

  @Test
  @Order(7)
  @DisplayName("one socket: R waits to read, then W to write")
  void read_first(Makers.Reactors maker, Trial trial) throws Exception {
    trial.expect(
        "W",
        () -> {
          try (var world = new ReactorWorld(maker)) {
            world.asks("R", world.readable());
            world.asks("W", world.writable());
            return world.wokenAfterTurns(1);
          }
        },
        ReactorRungCheck::together);
  }

  private static String together(String seen) {
    return "one takes the other's place (woken: "
        + seen
        + "): a socket is in the queue once, so ask for what all of them wait for";
  }

  @Test
  @Order(8)
  @DisplayName("an interval of 10 ms; after two ticks nobody asks until 57 ms, then two more")
  void interval(Makers.Reactors maker, Trial trial) throws Exception {
    trial.expect(
        "1 at 10, 2 at 20, 5 at 57, 6 at 60",
        () -> {
          try (var world = new ReactorWorld(maker)) {
            return world.ticks();
          }
        },
        seen ->
            seen.endsWith("at 67")
                ? "a late tick moves those that follow: tick k is due k periods after the interval"
                    + " was made"
                : seen.contains("3 at 57")
                    ? "ticks that were missed are made up for: who comes late gets the latest, and its"
                        + " number"
                    : "tick k is due k periods after the interval was made");
  }

  @Test
  @Order(9)
  @DisplayName("the five requests in 16 mixes of parts")
  void mixes(Makers.Reactors maker, Trial trial) throws Exception {
    OnLadder.mixes(trial, Rung.REACTOR, maker);
  }

  @Test
  @Order(10)
  @DisplayName("the five requests in 50 simulations")
  void seeds(Makers.Reactors maker, Trial trial) throws Exception {
    OnLadder.seeds(trial, Rung.REACTOR, maker);
  }
}
