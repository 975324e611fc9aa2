package asynclab.notebook.checks;

import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `12c.starving`: how many messages a poll handles, and how often it is polled.
@Examination
final class FairShareCheck {
  static final Exercise<FairShare> EXERCISE =
      new Exercise<>(
          "12c.starving",
          FairShare.class,
          "FairShare mine = (inbox, waker) -> { … };",
          FairShareCheck.class);

  private static final int MANY = 1000;

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("a poll has to come back, whether or not there are messages");
  }

  @Test
  @Order(1)
  @DisplayName("three messages, and then one more")
  void few(FairShare mine, Trial trial) throws Exception {
    trial.expect(
        "m0 m1 m2 in 1 poll; then m3 in 1 poll",
        () -> {
          var world = new World(3);
          var first = world.run(mine);
          world.handled.clear();
          world.come("m3");
          return first + "; then " + world.run(mine);
        },
        FairShareCheck::few);
  }

  @Test
  @Order(2)
  @DisplayName("1,000 messages")
  void many(FairShare mine, Trial trial) throws Exception {
    trial.expect(
        "1000 handled in order, at most 64 a poll, 16 polls",
        () -> {
          var world = new World(MANY);
          world.run(mine);
          return world.story();
        },
        FairShareCheck::why);
  }

  @Test
  @Order(3)
  @DisplayName("messages without end, and a neighbour: ten turns of both")
  void endless(FairShare mine, Trial trial) throws Exception {
    trial.expect(
        "the neighbour had 10 turns",
        () -> new World(World.ENDLESS).beside(mine),
        _ -> "there is always a message, so the poll never ends and nobody else has a turn");
  }

  @Test
  @Order(4)
  @DisplayName("no message at all")
  void nothing(FairShare mine, Trial trial) throws Exception {
    trial.expect(
        "nothing in 1 poll",
        () -> new World(0).run(mine),
        _ ->
            "nobody has written, and it asks again and again: wake yourself only if there may be"
                + " more, otherwise let whenMore do it");
  }

  private static String few(String seen) {
    if (seen.endsWith("nothing in 0 polls")) {
      return "a message came when it waited, and nobody called it: leave the waker by whenMore";
    }
    return seen.startsWith("m0 m1 m2 in") || seen.startsWith("m0 in")
        ? "it is woken by messages and by nothing else: three fit into one poll"
        : "each message once, in the order in which it came";
  }

  private static String why(String seen) {
    if (seen.contains("1000 a poll")) {
      return "all in one poll: the others waited for a thousand messages";
    }
    if (seen.startsWith("64 handled")) {
      return "it gave way and was never polled again: who gives way has called its waker before";
    }
    if (!seen.startsWith("1000 handled in order")) {
      return "a message is lost at the border of two polls: what next() has taken has to be handled";
    }
    return "giving way costs a turn of everybody: 64 messages, then a turn for the others";
  }

  /// An inbox, and an executor that polls as long as somebody calls.
  private static final class World implements FairShare.Inbox {
    static final int ENDLESS = Integer.MAX_VALUE;
    private static final int POLLS_MAX = 2000;
    private static final int MESSAGES_MAX = 10_000;

    private static final class Endless extends RuntimeException {
      private static final long serialVersionUID = 1;
    }

    private final Queue<String> messages = new ArrayDeque<>();
    private final boolean endless;
    private final List<String> handled = new ArrayList<>();
    private Waker waiting = Waker.NONE;
    private boolean woken = true;
    private int polls;
    private int mostAPoll;
    private int taken;

    World(int count) {
      endless = count == ENDLESS;
      if (!endless) IntStream.range(0, count).forEach(i -> messages.add("m" + i));
    }

    void come(String message) {
      messages.add(message);
      var called = waiting;
      waiting = Waker.NONE;
      called.wake();
    }

    /// Polls until nobody calls; what was handled, and in how many polls.
    String run(FairShare mine) {
      var before = polls;
      for (var i = 0; i < POLLS_MAX && woken; i++) poll(mine);
      var names = handled.isEmpty() ? "nothing" : String.join(" ", handled);
      return "%s in %s".formatted(names, count(polls - before));
    }

    private static String count(int polls) {
      return polls == 1 ? "1 poll" : polls + " polls";
    }

    /// It and a neighbour in turn, ten times.
    String beside(FairShare mine) {
      var turns = 0;
      for (var i = 0; i < 10; i++) {
        if (woken && poll(mine) instanceof Ready.Failure<Void>(Endless _)) break;
        turns++;
      }
      return turns == 0 ? "the neighbour had no turn" : "the neighbour had " + turns + " turns";
    }

    private Polled<Void> poll(FairShare mine) {
      woken = false;
      polls++;
      var before = handled.size();
      Polled<Void> polled = Polled.of(waker -> mine.poll(this, waker), () -> woken = true);
      mostAPoll = Math.max(mostAPoll, handled.size() - before);
      return polled;
    }

    String story() {
      var expected = IntStream.range(0, handled.size()).mapToObj(i -> "m" + i).toList();
      var order = handled.equals(expected) ? "in order" : "not in order";
      return "%d handled %s, at most %d a poll, %s"
          .formatted(handled.size(), order, mostAPoll, count(polls));
    }

    @Override
    public Optional<String> next() {
      if (!endless) return Optional.ofNullable(messages.poll());
      if (++taken > MESSAGES_MAX) throw new Endless();
      return Optional.of("m" + taken);
    }

    @Override
    public void handle(String message) {
      handled.add(message);
    }

    @Override
    public void whenMore(Waker waker) {
      if (endless || !messages.isEmpty()) waker.wake();
      else waiting = waker;
    }
  }
}
