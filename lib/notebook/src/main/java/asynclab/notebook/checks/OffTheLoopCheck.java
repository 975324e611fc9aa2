package asynclab.notebook.checks;

import asynclab.executor.EventLoop;
import asynclab.futures.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `12c.blocked`: on a real loop, with a neighbour that lets the calls go.
@Examination
final class OffTheLoopCheck {
  static final Exercise<OffTheLoop> EXERCISE =
      new Exercise<>(
          "12c.blocked",
          OffTheLoop.class,
          "OffTheLoop mine = (runtime, calls) -> …;",
          OffTheLoopCheck.class);

  /// How long somebody who was started too early has to show it.
  private static final long EAGER_MILLIS = 100;

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("the loop's thread waits for calls that another task of that loop lets go");
  }

  @Test
  @Order(1)
  @DisplayName("three calls that block until a neighbour on the loop has seen all three")
  void three(OffTheLoop mine, Trial trial) throws Exception {
    trial.expect(
        "none on the loop's thread, 3 at once, the neighbour had its turn",
        () -> {
          try (var loop = EventLoop.open()) {
            var world = new World();
            loop.spawn("neighbour", world.neighbour(loop));
            loop.blockOn(mine.all(loop, world.calls()));
            return world.story();
          }
        },
        OffTheLoopCheck::why);
  }

  @Test
  @Order(2)
  @DisplayName("what they come to")
  void answers(OffTheLoop mine, Trial trial) throws Exception {
    trial.expect(
        "ready [a, b, c]",
        () -> outcome(mine, List.of(() -> "a", () -> "b", () -> "c")),
        _ -> "a list of what they return, in the order of the calls");
  }

  @Test
  @Order(3)
  @DisplayName("the second call fails: no disk")
  void failure(OffTheLoop mine, Trial trial) throws Exception {
    Callable<String> fails =
        () -> {
          throw new IOException("no disk");
        };
    trial.expect(
        "failed: IOException: no disk",
        () -> outcome(mine, List.of(() -> "a", fails, () -> "c")),
        _ -> "the failure of one is that of the whole, as it is and without a wrapper");
  }

  @Test
  @Order(4)
  @DisplayName("made, and not polled")
  void lazy(OffTheLoop mine, Trial trial) throws Exception {
    trial.expect(
        "not called",
        () -> {
          var called = new CountDownLatch(1);
          Callable<String> noted =
              () -> {
                called.countDown();
                return "a";
              };
          try (var loop = EventLoop.open();
              var _ = mine.all(loop, List.of(noted))) {
            return called.await(EAGER_MILLIS, TimeUnit.MILLISECONDS) ? "called" : "not called";
          }
        },
        _ -> "somebody was called before the first poll: a future does nothing until it is polled");
  }

  private static String outcome(OffTheLoop mine, List<Callable<String>> calls) throws Exception {
    try (var loop = EventLoop.open()) {
      return ThreeChildren.outcome(loop.blockOn(mine.all(loop, calls).attempt()));
    }
  }

  private static String why(String seen) {
    if (!seen.startsWith("none on")) {
      return "it blocks the thread that polls everybody: hand the call to runtime.blocking(…)";
    }
    if (seen.endsWith("no turn")) {
      return "other threads work, but the poll waits for them: await a future instead of joining";
    }
    if (!seen.contains("3 at once")) {
      return "one after another: a call is not made before the one before it has returned";
    }
    return "all three at the same time: each is a future of its own, and joinAll polls them all";
  }

  /// Three calls, and a neighbour that lets them go when it has seen that all are under way.
  private static final class World {
    private static final int CALLS = 3;

    /// When nobody lets a call go, it goes by itself, so that the learner reads why.
    private static final long PATIENCE_MILLIS = 700;

    private final Thread loopThread = Thread.currentThread();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger onLoop = new AtomicInteger();
    private final CountDownLatch go = new CountDownLatch(1);
    private volatile boolean hadItsTurn;

    List<Callable<String>> calls() {
      return Stream.of("a", "b", "c").<Callable<String>>map(name -> () -> call(name)).toList();
    }

    private String call(String name) throws InterruptedException {
      if (Thread.currentThread() == loopThread) {
        onLoop.incrementAndGet();
        return name;
      }
      var now = inside.incrementAndGet();
      most.accumulateAndGet(now, Math::max);
      if (!go.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) go.countDown();
      inside.decrementAndGet();
      return name;
    }

    Future<Void> neighbour(EventLoop loop) {
      return loop.sleep(Duration.ofMillis(1))
          .then(_ -> {
            hadItsTurn |= inside.get() > 0;
            if (inside.get() == CALLS) go.countDown();
            return go.getCount() == 0 ? Future.done() : neighbour(loop);
          });
    }

    String story() {
      var where = onLoop.get() == 0 ? "none" : onLoop.get() == CALLS ? "all" : "some";
      return "%s on the loop's thread, %d at once, the neighbour had %s"
          .formatted(where, most.get(), hadItsTurn ? "its turn" : "no turn");
    }
  }
}
