package asynclab.notebook.checks;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `08.waker`: it plays executor and future, and counts polls.
@Examination
final class WokenTaskCheck {
  static final Exercise<WokenTask.Maker> EXERCISE =
      new Exercise<>(
          "08.waker",
          WokenTask.Maker.class,
          "WokenTask.Maker mine = MyTask::new;",
          WokenTaskCheck.class);

  private static final int WAKES = 1000;

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("a turn polls once and comes back; the executor decides when the next one is");
  }

  @Test
  @Order(1)
  @DisplayName("woken 1,000 times, then its turns")
  void thousand(WokenTask.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "1 poll",
        () -> {
          var world = new World(maker);
          for (var i = 0; i < WAKES; i++) world.task.wake();
          return world.turns();
        },
        seen ->
            seen.equals("0 polls")
                ? "it was woken and is not in the queue"
                : "so many wakes before its turn are one piece of news: note that it is queued");
  }

  @Test
  @Order(2)
  @DisplayName("woken, its turn; then its future calls the waker it was given")
  void hands_on(WokenTask.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "2 polls",
        () -> {
          var world = new World(maker);
          world.task.wake();
          world.turns();
          world.future.latest.wake();
          return world.turns();
        },
        _ ->
            "the call reached nobody: poll with a waker that queues this task, and let the note"
                + " that it is queued go when its turn comes");
  }

  @Test
  @Order(3)
  @DisplayName("woken during its own poll")
  void inside(WokenTask.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "2 polls",
        () -> {
          var world = new World(maker);
          world.future.wakesInPoll = 1;
          world.task.wake();
          return world.turns();
        },
        seen ->
            seen.equals("1 poll")
                ? "the wake that came during the poll is lost: clear the note before the poll, or"
                    + " you clear the news with it"
                : "one wake during its poll, one more turn");
  }

  @Test
  @Order(4)
  @DisplayName("woken after its end")
  void after(WokenTask.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "1 poll",
        () -> {
          var world = new World(maker);
          world.future.endsAt = 1;
          world.task.wake();
          world.turns();
          world.task.wake();
          return world.turns();
        },
        _ -> "it has ended, and was polled again: a future is ready once, so note its end");
  }

  @Test
  @Order(5)
  @DisplayName("woken during its last poll")
  void last(WokenTask.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "1 poll",
        () -> {
          var world = new World(maker);
          world.future.endsAt = 1;
          world.future.wakesInPoll = 1;
          world.task.wake();
          return world.turns();
        },
        _ ->
            "it was queued when it ended, and polled all the same: look at the note in turn() too");
  }

  /// A future that is pending until it is told to end.
  private static final class Scripted implements Future<String> {
    private Waker latest = Waker.NONE;
    private int polls;
    private int wakesInPoll;
    private int endsAt = Integer.MAX_VALUE;

    @Override
    public Polled<String> poll(Waker waker) {
      latest = waker;
      polls++;
      if (wakesInPoll-- > 0) waker.wake();
      return polls >= endsAt ? Polled.ready("end") : Polled.pending();
    }
  }

  /// A learner's task, with an executor that gives turns as long as somebody is queued.
  private static final class World {
    private final Scripted future = new Scripted();
    private final Queue<WokenTask> ready = new ConcurrentLinkedQueue<>();
    private final WokenTask task;

    World(WokenTask.Maker maker) {
      task = maker.of(future, ready);
    }

    String turns() {
      for (var turn = 0; turn < 2 * WAKES; turn++) {
        var next = ready.poll();
        if (next == null) break;
        next.turn();
      }
      return future.polls == 1 ? "1 poll" : "%,d polls".formatted(future.polls);
    }
  }
}
