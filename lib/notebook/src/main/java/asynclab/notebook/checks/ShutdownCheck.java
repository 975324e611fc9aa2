package asynclab.notebook.checks;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `10.shutdown`: who is closed, who is named, and who is left.
@Examination
final class ShutdownCheck {
  static final Exercise<Shutdown> EXERCISE =
      new Exercise<>(
          "10.shutdown", Shutdown.class, "Shutdown mine = MyTasks::new;", ShutdownCheck.class);

  private static final int SELF_WAKES_MAX = 50;
  private static final String WAITED =
      "you waited for the last: who sleeps may sleep for ever, and who wakes itself never ends";

  private final List<String> told = new ArrayList<>();

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs(WAITED);
  }

  @BeforeEach
  void afresh() {
    told.clear();
  }

  @Test
  @Order(1)
  @DisplayName("one sleeps, one was never polled: shutdown")
  void sleeping(Shutdown mine, Trial trial) throws Exception {
    trial.expect(
        "[asleep, new]; close asleep, close new",
        () -> {
          var tasks = mine.open();
          tasks.spawn("asleep", child("asleep", trial));
          tasks.runReady();
          tasks.spawn("new", child("new", trial));
          return end(tasks);
        },
        ShutdownCheck::idea);
  }

  @Test
  @Order(2)
  @DisplayName("one wakes itself at each poll: shutdown after two turns")
  void restless(Shutdown mine, Trial trial) throws Exception {
    trial.expect(
        "[restless]; close restless",
        () -> {
          var tasks = mine.open();
          tasks.spawn("restless", new Restless());
          tasks.runReady();
          tasks.runReady();
          return end(tasks);
        },
        ShutdownCheck::idea);
  }

  @Test
  @Order(3)
  @DisplayName("one of three has ended: shutdown")
  void ended(Shutdown mine, Trial trial) throws Exception {
    trial.expect(
        "[a, c]; close a, close c",
        () -> {
          var tasks = mine.open();
          tasks.spawn("a", child("a", trial));
          tasks.spawn("b", Future.ready("b"));
          tasks.spawn("c", child("c", trial));
          tasks.runReady();
          return end(tasks);
        },
        seen ->
            seen.contains("b")
                ? "b has ended, and is no task any more: name those that have not"
                : idea(seen));
  }

  @Test
  @Order(4)
  @DisplayName("the close of the second of three throws: shutdown")
  void throwing(Shutdown mine, Trial trial) throws Exception {
    trial.expect(
        "[a, b!, c]; close a, close b, close c",
        () -> {
          var tasks = mine.open();
          tasks.spawn("a", child("a", trial));
          tasks.spawn("b", new Stubborn());
          tasks.spawn("c", child("c", trial));
          tasks.runReady();
          try {
            return end(tasks);
          } catch (IllegalStateException e) {
            return "IllegalStateException; " + said();
          }
        },
        seen ->
            seen.endsWith("close b")
                ? "c was left open because b could not be closed: whose close throws is named with"
                    + " a !, and the next comes"
                : idea(seen));
  }

  @Test
  @Order(5)
  @DisplayName("woken after the shutdown, runReady; then a second shutdown")
  void after(Shutdown mine, Trial trial) throws Exception {
    trial.expect(
        "nothing; []; nothing",
        () -> {
          var asleep = child("asleep", trial);
          var tasks = mine.open();
          tasks.spawn("asleep", asleep);
          tasks.runReady();
          var _ = tasks.shutdown();
          told.clear();
          asleep.wake();
          tasks.runReady();
          return said() + "; " + end(tasks);
        },
        seen ->
            seen.startsWith("poll")
                ? "a future was polled after its close: a waker that comes late finds no task"
                : "those that were closed are no tasks any more: forget them");
  }

  private ScriptedChild child(String name, Trial trial) {
    var child = new ScriptedChild(name, told::add);
    trial.closeIfItHangs(() -> child.end(Polled.ready(name)));
    return child;
  }

  /// It is always ready for more; for this check, up to a number of times.
  private final class Restless implements Future<String> {
    private int polls;

    @Override
    public Polled<String> poll(Waker waker) {
      if (++polls >= SELF_WAKES_MAX) return Polled.ready("tired");
      waker.wake();
      return Polled.pending();
    }

    @Override
    public void close() {
      told.add("close restless");
    }
  }

  private final class Stubborn implements Future<String> {
    @Override
    public Polled<String> poll(Waker waker) {
      return Polled.pending();
    }

    @Override
    public void close() {
      told.add("close b");
      throw new IllegalStateException("b does not let go");
    }
  }

  private String end(Shutdown.Tasks tasks) {
    told.clear();
    var names = String.valueOf(tasks.shutdown());
    return names + "; " + said();
  }

  private String said() {
    return told.isEmpty() ? "nothing" : String.join(", ", told);
  }

  private static String idea(String seen) {
    if (seen.equals("[]; nothing")) {
      return "nobody was closed and nobody named: every task that lives is to be closed";
    }
    if (seen.startsWith("[];")) return "closed, and not named: say whom you have ended";
    if (seen.endsWith("nothing")) {
      return "named and forgotten: a task that is dropped without a close keeps what it holds";
    }
    if (seen.startsWith("[new]")) {
      return "only those in the queue: who sleeps is held by its waker alone, so keep all that"
          + " live";
    }
    return "each that has not ended is closed once, in the order in which they came";
  }
}
