package asynclab.notebook.checks;

import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `12c.lost`: the letter comes before each step of the poll in turn, on paper.
@Examination
final class LostCallCheck {
  static final Exercise<LostCall> EXERCISE =
      new Exercise<>(
          "12c.lost",
          LostCall.class,
          "LostCall mine = (box, waker) -> { … };",
          LostCallCheck.class);

  private static final int AFTER = Integer.MAX_VALUE;

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("a poll looks and comes back: who waits inside keeps the executor's thread");
  }

  @Test
  @Order(1)
  @DisplayName("the letter is there before the first poll")
  void before(LostCall mine, Trial trial) throws Exception {
    expectLetter(mine, trial, 0);
  }

  @Test
  @Order(2)
  @DisplayName("the letter comes after the first step of the poll")
  void inTheGap(LostCall mine, Trial trial) throws Exception {
    expectLetter(mine, trial, 1);
  }

  @Test
  @Order(3)
  @DisplayName("the letter comes after the second step of the poll")
  void later(LostCall mine, Trial trial) throws Exception {
    expectLetter(mine, trial, 2);
  }

  @Test
  @Order(4)
  @DisplayName("the letter comes when the poll is over")
  void over(LostCall mine, Trial trial) throws Exception {
    expectLetter(mine, trial, AFTER);
  }

  @Test
  @Order(5)
  @DisplayName("polled twice, and no letter comes")
  void nothing(LostCall mine, Trial trial) throws Exception {
    trial.expect(
        "pending, pending, 0 calls",
        () -> {
          var world = new World(AFTER);
          return "%s, %s, %s"
              .formatted(
                  world.poll(mine, "first"),
                  world.poll(mine, "second"),
                  world.calls.size() + " calls");
        },
        seen ->
            seen.endsWith("0 calls")
                ? "nothing has come, so it is pending"
                : "it calls its own waker: the executor asks again at once, and again; that is the"
                    + " busy poll");
  }

  @Test
  @Order(6)
  @DisplayName("polled twice, with two wakers; then the letter comes")
  void latest(LostCall mine, Trial trial) throws Exception {
    trial.expect(
        "called second",
        () -> {
          var world = new World(AFTER);
          world.poll(mine, "first");
          world.poll(mine, "second");
          world.put();
          return "called " + (world.calls.isEmpty() ? "nobody" : String.join(" ", world.calls));
        },
        _ -> "each poll leaves its own waker: only that of the latest counts");
  }

  private static void expectLetter(LostCall mine, Trial trial, int step) throws Exception {
    trial.expect("ready hello", () -> new World(step).run(mine), seen -> why(seen, step));
  }

  private static String why(String seen, int step) {
    if (seen.startsWith("looks")) {
      return "a poll looks and comes back: who waits inside keeps the executor's thread";
    }
    if (!seen.startsWith("pending")) return "ready with the letter that was put in";
    if (step == 0) return "the letter was there, and nobody looked";
    if (step == AFTER) return "pending, and no waker was left: nobody can call";
    return "the letter came between a look and the waker: who put it in found nobody to call, and"
        + " nobody looked again. Which step has to be first?";
  }

  /// A box, and a thread that puts the letter in before a step that is chosen.
  private static final class World implements LostCall.Box {
    private static final int STEPS_MAX = 1000;

    /// Thrown into a poll that does not end.
    private static final class Endless extends RuntimeException {
      private static final long serialVersionUID = 1;
    }

    private final List<String> calls = new ArrayList<>();
    private final int putBefore;
    private Waker left = Waker.NONE;
    private Optional<String> letter = Optional.empty();
    private int steps;

    World(int putBefore) {
      this.putBefore = putBefore;
      if (putBefore == 0) put();
    }

    /// Polls; lets the letter come if it has not; polls again if it was called.
    String run(LostCall mine) {
      var first = poll(mine, "first");
      if (!first.equals("pending")) return first;
      if (letter.isEmpty()) put();
      return calls.isEmpty() ? "pending, and nobody calls" : poll(mine, "second");
    }

    String poll(LostCall mine, String caller) {
      Polled<String> polled = Polled.of(waker -> mine.poll(this, waker), () -> calls.add(caller));
      if (polled instanceof Ready.Failure<String>(Endless _)) {
        return "looks 1,000 times in one poll";
      }
      return ThreeChildren.outcome(polled);
    }

    void put() {
      letter = Optional.of("hello");
      var called = left;
      left = Waker.NONE;
      called.wake();
    }

    private void step() {
      if (++steps > STEPS_MAX) throw new Endless();
    }

    @Override
    public Optional<String> look() {
      step();
      var seen = letter;
      passed();
      return seen;
    }

    @Override
    public void leave(Waker waker) {
      step();
      left = waker;
      passed();
    }

    private void passed() {
      if (steps == putBefore && letter.isEmpty()) put();
    }
  }
}
