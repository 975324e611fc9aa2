package asynclab.notebook.checks;

import asynclab.notebook.checks.AskedFuture.Ring;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `06.countdown`: a leaf future, polled by hand.
@Examination
final class CountdownCheck {
  static final Exercise<Countdown> EXERCISE =
      new Exercise<>(
          "06.countdown",
          Countdown.class,
          "Countdown mine = MyCountdown::new;",
          CountdownCheck.class);

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("a poll never waits: it answers Pending and comes back");
  }

  @Test
  @Order(1)
  @DisplayName("a countdown from 3, polled 4 times")
  void three(Countdown mine, Trial trial) throws Exception {
    trial.expect(
        "Pending (1 wake), Pending (1 wake), Pending (1 wake), Ready go",
        () -> new AskedFuture(mine.of(3)).polls(4),
        CountdownCheck::idea);
  }

  @Test
  @Order(2)
  @DisplayName("a countdown from 0, polled once")
  void none(Countdown mine, Trial trial) throws Exception {
    trial.expect(
        "Ready go",
        () -> new AskedFuture(mine.of(0)).polls(1),
        _ -> "it was to be pending 0 times: there is nothing to wait for, and nobody to wake");
  }

  @Test
  @Order(3)
  @DisplayName("a countdown from 1, polled once more than it needs")
  void after(Countdown mine, Trial trial) throws Exception {
    trial.expect(
        "Pending (1 wake), Ready go, IllegalStateException",
        () -> new AskedFuture(mine.of(1)).polls(3),
        seen ->
            seen.endsWith("Ready go, Ready go")
                ? "it was ready twice: a value that is handed out twice is used twice"
                : "a future that has ended is not asked again: whoever does so is told");
  }

  @Test
  @Order(4)
  @DisplayName("a countdown from 2: its first waker, after its second poll")
  void wakers(Countdown mine, Trial trial) throws Exception {
    trial.expect(
        "first 1, second 1",
        () -> {
          var asked = new AskedFuture(mine.of(2));
          var first = new Ring();
          var second = new Ring();
          asked.poll(first);
          asked.poll(second);
          return "first %d, second %d".formatted(first.count(), second.count());
        },
        CountdownCheck::whose);
  }

  @Test
  @Order(5)
  @DisplayName("two countdowns from 1, polled in turn")
  void two(Countdown mine, Trial trial) throws Exception {
    trial.expect(
        "Pending, Pending, Ready go, Ready go",
        () -> {
          var a = new AskedFuture(mine.of(1));
          var b = new AskedFuture(mine.of(1));
          return String.join(
              ", ", a.poll(new Ring()), b.poll(new Ring()), a.poll(new Ring()), b.poll(new Ring()));
        },
        _ -> "each counts by itself: the count is a field of the future, not of the class");
  }

  private static String whose(String seen) {
    return seen.equals("first 2, second 0")
        ? "it keeps its first waker: by then another task may own it, so each poll counts anew"
        : "one call at each Pending, of the waker that was handed in";
  }

  private static String idea(String seen) {
    if (seen.startsWith("Ready")) {
      return "the whole countdown ran inside one poll: nobody else had a turn. Answer Pending, and"
          + " go on when you are asked again";
    }
    if (!seen.contains("wake")) {
      return "Pending, and nobody will wake it: who answers Pending has seen to it that the waker"
          + " is called";
    }
    if (seen.contains("Ready go (1 wake)")) {
      return "at its end it asks for one more poll: there is nothing left to ask";
    }
    return "three times Pending, each with one call of the waker, then Ready";
  }
}
