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

/// The check `10.two-at-once`: which executor polls what, and when.
@Examination
final class TwoAtOnceCheck {
  static final Exercise<TwoAtOnce> EXERCISE =
      new Exercise<>(
          "10.two-at-once",
          TwoAtOnce.class,
          "TwoAtOnce mine = MyExecutor::new;",
          TwoAtOnceCheck.class);

  private static final int SELF_WAKES_MAX = 50;
  private static final String NEVER = "it was never polled";
  private static final String FIRST =
      "a new task is ready: nobody else will ask it for the first time";

  private final List<String> told = new ArrayList<>();

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("runReady polls what is ready and comes back: it waits for nobody");
  }

  @BeforeEach
  void afresh() {
    told.clear();
  }

  @Test
  @Order(1)
  @DisplayName("two tasks are spawned, runReady")
  void first(TwoAtOnce mine, Trial trial) throws Exception {
    trial.expect(
        "poll a, poll b",
        () -> {
          var executor = mine.open();
          executor.spawn(child("a"));
          executor.spawn(child("b"));
          return ran(executor);
        },
        seen ->
            seen.equals("nothing")
                ? FIRST
                : "each is polled once, first come, first served: a queue and not a stack");
  }

  @Test
  @Order(2)
  @DisplayName("one of the two is woken, runReady")
  void woken(TwoAtOnce mine, Trial trial) throws Exception {
    trial.expect(
        "poll b",
        () -> {
          var b = child("b");
          var executor = begun(mine, child("a"), b);
          b.wake();
          return ran(executor);
        },
        seen ->
            seen.contains("poll a")
                ? "a was polled though nobody has woken it: wakers say who is worth asking"
                : "the waker queues the task it was made for");
  }

  @Test
  @Order(3)
  @DisplayName("it is woken three times before its turn, runReady")
  void thrice(TwoAtOnce mine, Trial trial) throws Exception {
    trial.expect(
        "poll a",
        () -> {
          var kept = new ArrayList<Waker>();
          var executor = begun(mine, keeping("a", kept));
          if (kept.isEmpty()) return NEVER;
          for (var i = 0; i < 3; i++) kept.getFirst().wake();
          return ran(executor);
        },
        seen ->
            seen.equals(NEVER)
                ? FIRST
                : "three wakes are one turn: a task stands in the queue once, so note that it"
                    + " does");
  }

  @Test
  @Order(4)
  @DisplayName("two executors, A's task is woken: runReady of B, then of A")
  void two(TwoAtOnce mine, Trial trial) throws Exception {
    trial.expect(
        "B: nothing; A: poll a",
        () -> {
          var a = child("a");
          var first = begun(mine, a);
          var second = begun(mine, child("b"));
          a.wake();
          return "B: %s; A: %s".formatted(ran(second), ran(first));
        },
        seen ->
            seen.startsWith("B: poll a")
                ? "a waker of A has queued in B: the queue is a field of each executor, not of the"
                    + " class"
                : "the waker queues its task with the executor that polled it");
  }

  @Test
  @Order(5)
  @DisplayName("a task wakes itself in each poll: polls in one turn, and in the next")
  void itself(TwoAtOnce mine, Trial trial) throws Exception {
    trial.expect(
        "1, then 1",
        () -> {
          var polls = new int[1];
          var executor = mine.open();
          executor.spawn(restless(polls));
          executor.runReady();
          var one = polls[0];
          executor.runReady();
          return "%d, then %d".formatted(one, polls[0] - one);
        },
        seen ->
            seen.equals("0, then 0")
                ? FIRST
                : seen.equals("1, then 0")
                    ? "a wake within the poll was lost: take the note back before you poll, not after"
                    : "a turn is those who are ready when it begins, or one task keeps all the others"
                        + " from theirs");
  }

  @Test
  @Order(6)
  @DisplayName("a task that has ended is woken late, runReady")
  void late(TwoAtOnce mine, Trial trial) throws Exception {
    trial.expect(
        "nothing",
        () -> {
          var kept = new ArrayList<Waker>();
          Future<String> ended =
              waker -> {
                told.add("poll a");
                kept.add(waker);
                return Polled.ready("a");
              };
          var executor = begun(mine, ended);
          if (kept.isEmpty()) return NEVER;
          kept.getFirst().wake();
          return ran(executor);
        },
        seen ->
            seen.equals(NEVER)
                ? FIRST
                : "it is ready once: a wake that comes late is for a task that is no more");
  }

  @Test
  @Order(7)
  @DisplayName("the poll of one throws, another is ready: runReady")
  void throwing(TwoAtOnce mine, Trial trial) throws Exception {
    trial.expect(
        "poll b",
        () -> {
          var executor = mine.open();
          executor.spawn(
              (Future<String>)
                  _ -> {
                    throw new IllegalStateException("a fails");
                  });
          executor.spawn(child("b"));
          try {
            return ran(executor);
          } catch (IllegalStateException e) {
            return "IllegalStateException: " + e.getMessage();
          }
        },
        _ -> "a poll that throws ends its task, not the executor: Polled.of(future, waker)");
  }

  private ScriptedChild child(String name) {
    return new ScriptedChild(name, told::add);
  }

  /// Pending for ever; leaves its wakers there.
  private Future<String> keeping(String name, List<Waker> kept) {
    return waker -> {
      told.add("poll " + name);
      kept.add(waker);
      return Polled.pending();
    };
  }

  private static Future<String> restless(int[] polls) {
    return waker -> {
      if (++polls[0] >= SELF_WAKES_MAX) return Polled.ready("tired");
      waker.wake();
      return Polled.pending();
    };
  }

  /// A new executor with these tasks, each of which has been polled.
  private TwoAtOnce.Executor begun(TwoAtOnce mine, Future<?>... futures) {
    var executor = mine.open();
    for (var future : futures) executor.spawn(future);
    executor.runReady();
    told.clear();
    return executor;
  }

  private String ran(TwoAtOnce.Executor executor) {
    told.clear();
    executor.runReady();
    return told.isEmpty() ? "nothing" : String.join(", ", told);
  }
}
