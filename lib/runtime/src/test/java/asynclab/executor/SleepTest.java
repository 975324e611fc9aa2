package asynclab.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import asynclab.trace.Observer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Deadlines, on a clock that only waits move.
@Timeout(30)
class SleepTest {
  private final ScriptedPoller poller = new ScriptedPoller();
  private final EventLoop loop = EventLoop.over(poller, Observer.NONE, () -> poller.now);
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    loop.close();
  }

  private Future<Void> logged(String name, Future<Void> future) {
    return waker -> {
      var polled = future.poll(waker);
      if (polled instanceof Ready) log.add(name);
      return polled;
    };
  }

  @Test
  void sleepers_wake_in_the_order_of_their_deadlines_and_ties_in_the_order_they_lay_down()
      throws Exception {
    for (var millis : List.of(30, 10, 20, 10)) {
      var task = logged(millis + "ms", loop.sleep(Duration.ofMillis(millis)));
      loop.spawn("sleeper", task);
    }
    loop.spawn(logged("first of the tens", loop.sleep(Duration.ofMillis(10))));

    loop.run();

    assertEquals("10ms, 10ms, first of the tens, 20ms, 30ms", String.join(", ", log));
    assertEquals(List.of(10, 10, 10), poller.waits);
  }

  @Test
  void a_sleep_begins_with_its_first_poll() throws Exception {
    var sleep = loop.sleep(Duration.ofMillis(5));
    loop.blockOn(loop.sleep(Duration.ofMillis(20)));

    loop.blockOn(sleep);

    assertEquals(List.of(20, 5), poller.waits);
  }

  @Test
  void a_deadline_is_rounded_up_and_never_early() throws Exception {
    var before = poller.now;

    loop.blockOn(loop.sleep(Duration.ofNanos(1_200_000)));

    assertTrue(poller.now - before >= 1_200_000);
    assertEquals(List.of(2), poller.waits);
  }

  @Test
  void a_sleeper_that_is_polled_early_sleeps_on_and_wakes_the_latest_waker() throws Exception {
    var sleep = loop.sleep(Duration.ofMillis(10));
    var early = new int[1];
    sleep.poll(() -> early[0]++);

    loop.blockOn(sleep);

    assertEquals(0, early[0]);
    assertEquals(List.of(10), poller.waits);
  }

  @Test
  void time_limits_that_are_given_up_do_not_pile_up() throws Exception {
    for (var i = 0; i < 100_000; i++) {
      var limit = loop.sleep(Duration.ofHours(1 + i % 7));
      limit.poll(Waker.NONE);
      limit.close();
    }

    assertEquals(0, loop.reactor.timers.size());
  }

  @Test
  void no_time_at_all_is_over_at_once_and_a_negative_one_refused() throws Exception {
    loop.blockOn(loop.sleep(Duration.ZERO));

    assertEquals(List.of(), poller.waits);
    assertThrows(IllegalArgumentException.class, () -> loop.sleep(Duration.ofMillis(-1)));
  }

  @Test
  void a_time_longer_than_any_clock_is_no_deadline_in_the_past() throws Exception {
    var task = loop.spawn(loop.sleep(Duration.ofSeconds(Long.MAX_VALUE)));

    loop.blockOn(loop.sleep(Duration.ofMillis(1)));

    assertEquals(Task.State.IDLE, task.state());
  }

  @Test
  void polling_a_sleep_that_has_ended_is_refused() throws Exception {
    var sleep = loop.sleep(Duration.ofMillis(1));
    loop.blockOn(sleep);

    assertThrows(IllegalStateException.class, () -> sleep.poll(Waker.NONE));
  }

  @Test
  void thousands_sleep_at_once() throws Exception {
    var woken = new int[1];
    for (var i = 0; i < 20_000; i++) {
      var sleep = loop.sleep(Duration.ofMillis(10));
      loop.spawn(waker -> {
        var polled = sleep.poll(waker);
        if (polled instanceof Ready) woken[0]++;
        return polled;
      });
    }
    loop.spawn(_ -> Polled.ready(1));

    loop.run();

    assertEquals(20_000, woken[0]);
    assertEquals(List.of(10), poller.waits);
  }
}
