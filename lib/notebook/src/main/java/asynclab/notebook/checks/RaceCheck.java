package asynclab.notebook.checks;

import asynclab.futures.Polled;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `07.race`: three futures that end when the check says so, and what becomes of losers.
@Examination
final class RaceCheck {
  static final Exercise<Racer> EXERCISE =
      new Exercise<>("07.race", Racer.class, "Racer mine = MyRace::new;", RaceCheck.class);

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("poll() must not wait: poll the children once and return");
  }

  @Test
  @Order(1)
  @DisplayName("a, b, c: the first poll")
  void begins(Racer mine, Trial trial) throws Exception {
    trial.expect(
        "poll a, poll b, poll c, pending",
        () -> {
          var three = new ThreeChildren();
          return three.poll(mine.race(three.list()));
        },
        seen -> "who is not polled has not begun, and runs no race");
  }

  @Test
  @Order(2)
  @DisplayName("then b ends")
  void wins(Racer mine, Trial trial) throws Exception {
    trial.expect(
        "ready B; still open: none",
        () -> {
          var three = new ThreeChildren();
          var race = mine.race(three.list());
          three.poll(race);
          three.b.end(Polled.ready("B"));
          return three.outcome(race) + "; " + three.open();
        },
        RaceCheck::left);
  }

  @Test
  @Order(3)
  @DisplayName("a and c end before the first poll")
  void tie(Racer mine, Trial trial) throws Exception {
    trial.expect(
        "ready A; still open: none",
        () -> {
          var three = new ThreeChildren();
          three.a.end(Polled.ready("A"));
          three.c.end(Polled.ready("C"));
          var race = mine.race(three.list());
          return three.outcome(race) + "; " + three.open();
        },
        seen ->
            seen.startsWith("ready C")
                ? "both are ready: the first in the list wins, not the last one seen"
                : left(seen));
  }

  @Test
  @Order(4)
  @DisplayName("c fails first")
  void fails(Racer mine, Trial trial) throws Exception {
    trial.expect(
        "failed: IOException: no page; still open: none",
        () -> {
          var three = new ThreeChildren();
          var race = mine.race(three.list());
          three.poll(race);
          three.c.end(Polled.failed(new IOException("no page")));
          return three.outcome(race) + "; " + three.open();
        },
        seen ->
            seen.startsWith("pending")
                ? "a failure is an end too: whoever ends first has won"
                : left(seen));
  }

  @Test
  @Order(5)
  @DisplayName("closed before anybody has ended")
  void closed(Racer mine, Trial trial) throws Exception {
    trial.expect(
        "still open: none",
        () -> {
          var three = new ThreeChildren();
          var race = mine.race(three.list());
          three.poll(race);
          race.close();
          return three.open();
        },
        seen -> "the runners belong to the race: closing it closes them all");
  }

  private static String left(String seen) {
    return seen.endsWith("none")
        ? "whoever ends first has won: hand on what its poll gave"
        : "the losers still wait, and hold their sockets: close them when one has won";
  }
}
