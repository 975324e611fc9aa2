package asynclab.notebook.checks;

import asynclab.notebook.ladder.Makers;
import asynclab.notebook.ladder.Rung;
import asynclab.notebook.ladder.TaskWaker;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `10b.waker`: it plays the queue, and counts.
@Examination
final class WakerRungCheck {
  static final Exercise<Makers.Wakers> EXERCISE =
      new Exercise<>(
          "10b.waker",
          Makers.Wakers.class,
          "Makers.Wakers mine = OwnWaker::new;",
          WakerRungCheck.class);

  private static final int WAKES = 1000;
  private static final int QUEUED_MAX = 5;

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs(
        "another thread waits for a lock that wake() holds: queueing is foreign code, so hold none");
  }

  @Test
  @Order(1)
  @DisplayName("woken 1,000 times before its turn")
  void thousand(Makers.Wakers maker, Trial trial) throws Exception {
    trial.expect(
        "queued 1 time",
        () -> {
          var world = new World(maker);
          for (var i = 0; i < WAKES; i++) world.waker.wake();
          return world;
        },
        seen ->
            seen.equals("queued 0 times")
                ? "it was woken, and is not in the queue"
                : "so many wakes before its turn are one piece of news: note that it is queued");
  }

  @Test
  @Order(2)
  @DisplayName("woken, its turn begins, woken twice, its next turn begins, woken")
  void turns(Makers.Wakers maker, Trial trial) throws Exception {
    trial.expect(
        "queued 3 times",
        () -> {
          var world = new World(maker);
          world.waker.wake();
          world.waker.begin();
          world.waker.wake();
          world.waker.wake();
          world.waker.begin();
          world.waker.wake();
          return world;
        },
        seen ->
            seen.equals("queued 4 times")
                ? "two wakes in one turn are one piece of news: note that it is queued"
                : "a wake during its poll is lost: its turn takes the note back at its beginning, so"
                    + " that what comes from then on is news");
  }

  @Test
  @Order(3)
  @DisplayName("while it is put into the queue, another thread wakes it")
  void meanwhile(Makers.Wakers maker, Trial trial) throws Exception {
    trial.expect(
        "queued 1 time",
        () -> {
          var world = new World(maker);
          world.another = true;
          world.waker.wake();
          return world;
        },
        _ -> "it was noted too late: note first, in one step with the look, and then queue");
  }

  @Test
  @Order(4)
  @DisplayName("woken after its end")
  void after(Makers.Wakers maker, Trial trial) throws Exception {
    trial.expect(
        "queued 1 time",
        () -> {
          var world = new World(maker);
          world.waker.wake();
          world.waker.begin();
          world.waker.end();
          world.waker.wake();
          return world;
        },
        _ -> "it has ended, and was queued again: a future that was ready is not polled again");
  }

  @Test
  @Order(5)
  @DisplayName("the five requests in 16 mixes of parts")
  void mixes(Makers.Wakers maker, Trial trial) throws Exception {
    OnLadder.mixes(trial, Rung.WAKER, maker);
  }

  @Test
  @Order(6)
  @DisplayName("the five requests in 50 simulations")
  void seeds(Makers.Wakers maker, Trial trial) throws Exception {
    OnLadder.seeds(trial, Rung.WAKER, maker);
  }

  private static final class World {
    private final TaskWaker waker;
    private final AtomicInteger queued = new AtomicInteger();
    private boolean another;

    World(Makers.Wakers maker) {
      waker = maker.of(this::queue);
    }

    private void queue() {
      if (queued.incrementAndGet() > QUEUED_MAX || !another) return;
      try {
        Thread.ofPlatform().daemon().start(() -> waker.wake()).join();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public String toString() {
      var times = queued.get();
      return times == 1 ? "queued 1 time" : "queued %,d times".formatted(times);
    }
  }
}
