package asynclab.notebook.checks;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `12.bounded`: who is told to wait, who is called, and what arrives.
@Examination
final class BoundedCheck {
  static final Exercise<Bounded.Maker> EXERCISE =
      new Exercise<>(
          "12.bounded",
          Bounded.Maker.class,
          "Bounded.Maker mine = MyMailbox::new;",
          BoundedCheck.class);

  private static final String NOBODY =
      "somebody waits to send, there is room, and nobody is called: take has to wake the first in"
          + " line, by the waker that its latest poll has left";

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("a poll that cannot send must not wait: answer Pending, and leave the waker");
  }

  @Test
  @Order(1)
  @DisplayName("room for two: send a, send b; take until it is empty")
  void room(Bounded.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "a done, b done; taken a b",
        () -> {
          var world = new World(maker, 2);
          return world.send("a") + ", " + world.send("b") + "; " + world.takeAll();
        },
        seen ->
            seen.contains("pending")
                ? "there was room: who finds room need not wait"
                : "what is sent comes out, each once, in the order of the sends");
  }

  @Test
  @Order(2)
  @DisplayName("room for two: send a, b, c; and nobody takes")
  void full(Bounded.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "a done, b done, c pending",
        () -> {
          var world = new World(maker, 2);
          return world.send("a") + ", " + world.send("b") + ", " + world.send("c");
        },
        seen ->
            seen.endsWith("c done")
                ? "it takes whatever comes: a queue without a bound, and nobody is told to wait"
                : "two have room, the third waits");
  }

  @Test
  @Order(3)
  @DisplayName("room for one: send a, b; take; b polls when it is called")
  void woken(Bounded.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "taken a; called b; b done; taken b",
        () -> {
          var world = new World(maker, 1);
          world.send("a");
          world.send("b");
          return world.take()
              + "; "
              + world.called()
              + "; "
              + world.poll("b")
              + "; "
              + world.takeAll();
        },
        BoundedCheck::wake);
  }

  @Test
  @Order(4)
  @DisplayName("room for one: send a, b; b is polled again, with another waker; take")
  void latest(Bounded.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "called b again",
        () -> {
          var world = new World(maker, 1);
          world.send("a");
          world.send("b");
          world.pollAs("b", "b again");
          world.take();
          return world.called();
        },
        seen ->
            seen.equals("called nobody")
                ? NOBODY
                : "each poll leaves its own waker, and only the latest counts");
  }

  @Test
  @Order(5)
  @DisplayName("room for one: send a, b, c, d; then take, and who is called polls, until all is in")
  void order(Bounded.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "taken a b c d",
        () -> {
          var world = new World(maker, 1);
          for (var message : List.of("a", "b", "c", "d")) world.send(message);
          return world.takeAll();
        },
        seen -> {
          if (seen.equals("taken a")) return NOBODY;
          return seen.length() < "taken a b c d".length()
              ? "somebody who waited has never come in: after each take the next is called"
              : "each once, and who asked first comes in first";
        });
  }

  @Test
  @Order(6)
  @DisplayName("room for one: send a, b, c; b is closed in line; take, and c polls")
  void left(Bounded.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "taken a; called c; c done; taken c",
        () -> {
          var world = new World(maker, 1);
          for (var message : List.of("a", "b", "c")) world.send(message);
          world.close("b");
          return world.take()
              + "; "
              + world.called()
              + "; "
              + world.poll("c")
              + "; "
              + world.takeAll();
        },
        seen ->
            seen.contains("taken b")
                ? "b was closed while it waited, and its message was sent all the same: leave the"
                    + " line in close"
                : "the call went to b, which has left, and c waits for ever: leave the line in"
                    + " close");
  }

  @Test
  @Order(7)
  @DisplayName("room for one: send a, b, c; take; b is called, and closed before it polls")
  void handedOn(Bounded.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "c has come in",
        () -> {
          var world = new World(maker, 1);
          for (var message : List.of("a", "b", "c")) world.send(message);
          world.take();
          world.called();
          world.close("b");
          // A mailbox that took the message of b when it called b has no room to hand on.
          if (world.called().equals("called nobody") && world.take().equals("taken nothing")) {
            return "there is room, and c waits";
          }
          world.poll("c");
          return world.takeAll().endsWith("c") ? "c has come in" : "c waits for ever";
        },
        _ ->
            "b was called and gave up, so the room is free, and c does not know: who leaves after"
                + " its call hands it on");
  }

  private static String wake(String seen) {
    if (seen.contains("called nobody")) return NOBODY;
    if (seen.contains("b pending")) return "it was called, there is room, and it still waits";
    return "b waits, take makes room, b is called once, and its message is in";
  }

  /// A learner's mailbox, and the tasks that send.
  private static final class World {
    private static final int CALLS_MAX = 50;

    private final Bounded mailbox;
    private final Map<String, Future<Void>> sends = new HashMap<>();
    private final List<String> calls = new ArrayList<>();

    World(Bounded.Maker maker, int capacity) {
      mailbox = maker.of(capacity);
    }

    String send(String message) {
      sends.put(message, mailbox.send(message));
      return poll(message);
    }

    String poll(String message) {
      return pollAs(message, message);
    }

    String pollAs(String message, String caller) {
      var send = sends.get(message);
      if (send == null) return message + " gone";
      var before = calls.size();
      var outcome = ThreeChildren.outcome(Polled.of(send, () -> calls.add(caller)));
      if (!outcome.equals("pending")) {
        sends.remove(message);
        // Called while it is polled, and ready: nobody would notice.
        calls.subList(before, calls.size()).removeIf(caller::equals);
      }
      return message + " " + (outcome.equals("ready null") ? "done" : outcome);
    }

    void close(String message) {
      var send = sends.remove(message);
      if (send != null) send.close();
    }

    String take() {
      return taken(mailbox.take().stream().toList());
    }

    /// Who was called since it was asked last.
    String called() {
      var names = calls.isEmpty() ? "nobody" : String.join(" ", calls);
      calls.clear();
      return "called " + names;
    }

    /// Takes, lets those poll who are called, and so on until there is nothing.
    String takeAll() {
      var all = new ArrayList<String>();
      for (var i = 0; i < CALLS_MAX; i++) {
        var called = List.copyOf(calls);
        calls.clear();
        called.forEach(this::poll);
        Optional<String> next = mailbox.take();
        if (next.isEmpty() && calls.isEmpty()) break;
        next.ifPresent(all::add);
      }
      return taken(all);
    }

    private static String taken(List<String> messages) {
      return "taken " + (messages.isEmpty() ? "nothing" : String.join(" ", messages));
    }
  }
}
