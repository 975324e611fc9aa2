package asynclab.fibers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Sleepers, on a clock that only waits move.
@Timeout(30)
class SleepTest {
  private final QuietPoller poller = new QuietPoller();
  private final FiberScheduler scheduler = FiberScheduler.over(poller, () -> poller.now);
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    scheduler.close();
  }

  private Fiber<Void> steps(String name, int count) {
    return scheduler.spawn(
        name,
        () -> {
          for (var i = 0; i < count; i++) {
            if (i > 0) Fiber.yield();
            log.add(name);
          }
        });
  }

  @Test
  void sleepers_wake_in_the_order_of_their_deadlines_and_ties_in_the_order_they_lay_down()
      throws Exception {
    for (var millis : List.of(30, 10, 20, 10)) {
      var name = millis + "." + log.size();
      scheduler.spawn(
          name,
          () -> {
            Fiber.sleep(Duration.ofMillis(millis));
            log.add(millis + " by " + Fiber.current().id);
          });
    }

    scheduler.run();

    assertEquals("10 by 1, 10 by 3, 20 by 2, 30 by 0", String.join(", ", log));
    assertEquals(List.of(10, 10, 10), poller.waits);
  }

  @Test
  void the_others_go_on_while_one_sleeps() throws Exception {
    scheduler.spawn(() -> {
      Fiber.sleep(Duration.ofMillis(5));
      log.add("slept");
    });
    steps("other", 3);

    scheduler.run();

    assertEquals("other other other slept", String.join(" ", log));
  }

  @Test
  void a_deadline_is_rounded_up_and_never_early() throws Exception {
    var before = poller.now;
    scheduler.spawn(() -> Fiber.sleep(Duration.ofNanos(1_200_000)));

    scheduler.run();

    assertEquals(List.of(2), poller.waits);
    assertTrue(poller.now - before >= 1_200_000);
  }

  @Test
  void a_sleeper_that_is_woken_early_sleeps_on() throws Exception {
    var sleeper =
        scheduler.spawn(() -> {
          Fiber.sleep(Duration.ofMillis(10));
          log.add("slept");
        });
    scheduler.spawn(() -> {
      Fiber.yield();
      sleeper.wake();
      Fiber.sleep(Duration.ofMillis(4));
      log.add("four");
    });

    scheduler.run();

    assertEquals(List.of("four", "slept"), log);
  }

  @Test
  void a_cancelled_fiber_is_told_where_it_waits_and_its_finally_runs_once() throws Exception {
    var sleeper =
        scheduler.spawn(
            "sleeper",
            () -> {
              try {
                Fiber.sleep(Duration.ofHours(1));
              } finally {
                log.add("finally");
              }
            });
    scheduler.spawn(() -> {
      Fiber.yield();
      sleeper.cancel();
      assertThrows(CancellationException.class, sleeper::join);
    });

    scheduler.run();

    assertEquals(List.of("finally"), log);
    assertEquals(List.of(), poller.waits);
  }

  @Test
  void a_hundred_thousand_fibers_sleep_at_once() throws Exception {
    var count = 100_000;
    var woken = new int[1];
    for (var i = 0; i < count; i++) {
      scheduler.spawn(() -> {
        Fiber.sleep(Duration.ofMillis(10));
        woken[0]++;
      });
    }

    scheduler.run();

    assertEquals(count, woken[0]);
    assertEquals(List.of(10), poller.waits);
  }
}
