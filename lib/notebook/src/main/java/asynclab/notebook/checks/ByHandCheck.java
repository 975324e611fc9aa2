package asynclab.notebook.checks;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `07.by-hand`: an executor and a peer in one, whose answers come after as many polls as
/// it likes.
@Examination
final class ByHandCheck {
  static final Exercise<ByHand> EXERCISE =
      new Exercise<>("07.by-hand", ByHand.class, "ByHand mine = Pages::new;", ByHandCheck.class);

  private static final int POLLS_MAX = 100;
  private static final String TWO_PAGES =
      "page 1, get /page/1, get /note/1, page 2, get /page/2, get /note/2; ready p1n1p2n2";

  /// What the machine says and asks for; each answer is `p1` for `/page/1`.
  private static final class World implements ByHand.Peer {
    private final List<String> said = new ArrayList<>();
    private final List<ScriptedChild> children = new ArrayList<>();
    private final int waits;
    private boolean woken;

    World(int waits) {
      this.waits = waits;
    }

    @Override
    public void say(String text) {
      said.add(text);
    }

    @Override
    public Future<String> get(String path) {
      said.add("get " + path);
      if (said.size() > POLLS_MAX)
        throw new IllegalStateException("there is no end to the requests");
      var answer = path.substring(1, 2) + path.substring(path.lastIndexOf('/') + 1);
      var child =
          new ScriptedChild(
              path,
              it -> {
                if (it.startsWith("close")) said.add(it);
              });
      children.add(child.endingAfter(waits, Polled.ready(answer)));
      return child;
    }

    /// Polls until the end, each time after somebody was woken.
    String run(Future<String> machine) {
      for (var i = 0; i < POLLS_MAX; i++) {
        woken = false;
        var polled = Polled.of(machine, () -> woken = true);
        if (polled instanceof Ready<String> end) return this + "; " + told(end);
        children.forEach(ScriptedChild::wake);
        if (!woken) return this + "; pending, and nobody will wake it";
      }
      return this + "; there is no end to the polls";
    }

    @Override
    public String toString() {
      return said.isEmpty() ? "nothing" : String.join(", ", said);
    }
  }

  private static String told(Ready<String> end) {
    return switch (end) {
      case Ready.Value<String>(var value) -> "ready " + value;
      case Ready.Failure<String>(var cause) ->
          "failed: " + cause.getClass().getSimpleName() + ": " + cause.getMessage();
    };
  }

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("poll() goes round without waiting and without an end: return Pending");
  }

  @Test
  @Order(1)
  @DisplayName("two pages, made and not polled")
  void lazy(ByHand mine, Trial trial) throws Exception {
    trial.expect(
        "nothing",
        () -> {
          var world = new World(0);
          mine.pages(world, 2).close();
          return world;
        },
        seen -> "calling the method runs nothing: its body begins at the first poll");
  }

  @Test
  @Order(2)
  @DisplayName("two pages, each answer is there at once")
  void ready(ByHand mine, Trial trial) throws Exception {
    trial.expect(TWO_PAGES, () -> pages(mine, 2, 0), ByHandCheck::idea);
  }

  @Test
  @Order(3)
  @DisplayName("two pages, each answer is pending once")
  void once(ByHand mine, Trial trial) throws Exception {
    trial.expect(TWO_PAGES, () -> pages(mine, 2, 1), ByHandCheck::idea);
  }

  @Test
  @Order(4)
  @DisplayName("two pages, each answer is pending three times")
  void often(ByHand mine, Trial trial) throws Exception {
    trial.expect(TWO_PAGES, () -> pages(mine, 2, 3), ByHandCheck::idea);
  }

  @Test
  @Order(5)
  @DisplayName("no page at all")
  void none(ByHand mine, Trial trial) throws Exception {
    trial.expect(
        "nothing; ready ",
        () -> pages(mine, 0, 1),
        seen -> "the condition of the loop is asked before its first round");
  }

  @Test
  @Order(6)
  @DisplayName("closed while /page/1 is pending")
  void closed(ByHand mine, Trial trial) throws Exception {
    trial.expect(
        "page 1, get /page/1, close /page/1",
        () -> {
          var world = new World(9);
          var machine = mine.pages(world, 2);
          if (!(Polled.of(machine, () -> {}) instanceof Pending)) return world + "; not pending";
          machine.close();
          return world;
        },
        seen ->
            "whoever waits owns what it waits for: hand it to awaiting(…), and close() finds it");
  }

  private static String pages(ByHand mine, int n, int waits) {
    var world = new World(waits);
    return world.run(mine.pages(world, n));
  }

  private static String idea(String seen) {
    if (seen.contains("nobody will wake it")) {
      return "a future was ready and you returned Pending: nobody has your waker. Go on to the"
          + " next state, in the same poll";
    }
    if (twice(seen, "get /page/1") || twice(seen, "get /note/1")) {
      return "the request is made anew at each poll: make it once, on the way into the state";
    }
    if (twice(seen, "page 1")) {
      return "what stands before an await ran again: the state after it must begin behind it";
    }
    if (seen.contains("; ready ")) {
      return "a local was lost on the way: what is needed after an await is a field";
    }
    return "go through the method with a finger: each await is a state";
  }

  private static boolean twice(String seen, String step) {
    var steps = List.of(seen.split("[,;] ", -1));
    return steps.indexOf(step) != steps.lastIndexOf(step);
  }
}
