package asynclab.notebook.checks;

import asynclab.futures.Polled;
import asynclab.futures.Ready;
import java.util.StringJoiner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `08.latest-waker`: a leaf that is polled by one task and then by another.
@Examination
final class MailboxCheck {
  static final Exercise<Mailbox.Maker> EXERCISE =
      new Exercise<>(
          "08.latest-waker",
          Mailbox.Maker.class,
          "Mailbox.Maker mine = MyMailbox::new;",
          MailboxCheck.class);

  private static final String NOBODY =
      "Pending, and nobody is woken: put calls the waker that poll has left";

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("poll() must not wait: answer Pending, and leave the waker where put finds it");
  }

  @Test
  @Order(1)
  @DisplayName("polled by task A, then the letter comes")
  void one(Mailbox.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "A woken 1 time; Ready hello",
        () -> {
          var world = new World(maker);
          world.polledBy("A");
          world.mailbox.put("hello");
          return world;
        },
        seen -> seen.startsWith("nobody") ? NOBODY : "one letter: one call, and then it is ready");
  }

  @Test
  @Order(2)
  @DisplayName("polled by A, moved to B and polled there, then the letter comes")
  void moved(Mailbox.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "B woken 1 time; Ready hello",
        () -> {
          var world = new World(maker);
          world.polledBy("A");
          world.polledBy("B");
          world.mailbox.put("hello");
          return world;
        },
        MailboxCheck::whom);
  }

  @Test
  @Order(3)
  @DisplayName("polled by A, by B, and by A again, then the letter comes")
  void moved_back(Mailbox.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "A woken 1 time; Ready hello",
        () -> {
          var world = new World(maker);
          world.polledBy("A");
          world.polledBy("B");
          world.polledBy("A");
          world.mailbox.put("hello");
          return world;
        },
        seen ->
            seen.startsWith("nobody")
                ? NOBODY
                : "A is the newest again: each poll leaves its own waker, whoever asked before");
  }

  @Test
  @Order(4)
  @DisplayName("the letter comes before the first poll")
  void early(Mailbox.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "nobody woken; Ready hello",
        () -> {
          var world = new World(maker);
          world.mailbox.put("hello");
          return world;
        },
        _ -> "a letter that is there already waits for nobody: poll looks for it first");
  }

  @Test
  @Order(5)
  @DisplayName("A polls as soon as it is woken")
  void at_once(Mailbox.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "Ready hello",
        () -> {
          var mailbox = maker.make();
          var seen = new StringJoiner(", ").setEmptyValue("never woken");
          var _ = mailbox.poll(() -> seen.add(answer(mailbox.poll(() -> {}))));
          mailbox.put("hello");
          return seen;
        },
        seen ->
            seen.startsWith("Pending")
                ? "it woke A before the letter was in: A looked, found nothing, and sleeps again"
                : seen.startsWith("never") ? NOBODY : "first the letter, then one call");
  }

  @Test
  @Order(6)
  @DisplayName("the waker looks whether it is called under the mailbox's lock")
  void under_a_lock(Mailbox.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "called without the lock",
        () -> {
          var mailbox = maker.make();
          var seen = new StringJoiner(", ").setEmptyValue("never woken");
          var _ =
              mailbox.poll(() ->
                  seen.add(
                      Thread.holdsLock(mailbox)
                          ? "called under the lock"
                          : "called without the lock"));
          mailbox.put("hello");
          return seen;
        },
        seen ->
            seen.startsWith("never")
                ? NOBODY
                : "a waker is foreign code and may do anything: take it out under the lock, and call"
                    + " it when the lock is free again");
  }

  private static String whom(String seen) {
    if (seen.startsWith("nobody")) return NOBODY;
    if (seen.startsWith("A woken 1 time; ")) {
      return "it keeps its first waker, and calls a task that has given the future away";
    }
    if (seen.startsWith("A woken 1 time, B")) {
      return "all who ever asked are called: only the waker of the latest poll counts";
    }
    return "only the newest is called, once";
  }

  private static String answer(Polled<String> polled) {
    return polled instanceof Ready<String> ready ? "Ready " + ready.get() : "Pending";
  }

  /// A learner's mailbox, and two tasks that count their wakes.
  private static final class World {
    private final Mailbox mailbox;
    private int wakesOfA;
    private int wakesOfB;

    World(Mailbox.Maker maker) {
      mailbox = maker.make();
    }

    void polledBy(String task) {
      var _ = mailbox.poll(task.equals("A") ? () -> wakesOfA++ : () -> wakesOfB++);
    }

    /// Who was woken, and what a poll answers then.
    @Override
    public String toString() {
      var woken = new StringJoiner(", ").setEmptyValue("nobody woken");
      if (wakesOfA > 0) woken.add("A woken " + times(wakesOfA));
      if (wakesOfB > 0) woken.add("B woken " + times(wakesOfB));
      return woken + "; " + answer(mailbox.poll(() -> {}));
    }

    private static String times(int count) {
      return count == 1 ? "1 time" : count + " times";
    }
  }
}
