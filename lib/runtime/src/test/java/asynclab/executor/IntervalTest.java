package asynclab.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import asynclab.futures.Waker;
import asynclab.trace.Observer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Ticks, on a clock that only waits move.
@Timeout(30)
class IntervalTest {
  private static final Duration PERIOD = Duration.ofMillis(10);

  private final ScriptedPoller poller = new ScriptedPoller();
  private final EventLoop loop = EventLoop.over(poller, Observer.NONE, () -> poller.now);

  @AfterEach
  void close() throws IOException {
    loop.close();
  }

  private void passes(long millis) {
    poller.now += Duration.ofMillis(millis).toNanos();
  }

  @Test
  void ticks_come_a_period_apart_and_are_numbered_from_one() throws Exception {
    var interval = loop.interval(PERIOD);
    var numbers = new ArrayList<Long>();

    for (var i = 0; i < 3; i++) numbers.add(loop.blockOn(interval.tick()));

    assertEquals(List.of(1L, 2L, 3L), numbers);
    assertEquals(List.of(10, 10, 10), poller.waits);
  }

  @Test
  void what_is_done_between_two_ticks_does_not_move_the_next() throws Exception {
    var interval = loop.interval(PERIOD);
    for (var work : List.of(3, 9, 0)) {
      passes(work);
      var _ = loop.blockOn(interval.tick());
    }

    assertEquals(List.of(7, 1, 10), poller.waits);
  }

  @Test
  void missed_ticks_are_skipped_the_latest_comes_at_once_and_the_next_in_step() throws Exception {
    var interval = loop.interval(PERIOD);
    passes(35);

    assertEquals(3, loop.blockOn(interval.tick()));
    assertEquals(4, loop.blockOn(interval.tick()));
    assertEquals(List.of(5), poller.waits);
  }

  @Test
  void a_tick_that_is_given_up_leaves_no_timer_and_the_next_is_the_same_one() throws Exception {
    var interval = loop.interval(PERIOD);
    var given = interval.tick();
    given.poll(Waker.NONE);
    given.close();

    assertEquals(0, loop.reactor.timers.size());
    assertEquals(1, loop.blockOn(interval.tick()));
    assertThrows(IllegalStateException.class, () -> given.poll(Waker.NONE));
  }

  @Test
  void a_period_is_positive() {
    for (var wrong : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
      assertThrows(IllegalArgumentException.class, () -> loop.interval(wrong));
    }
  }
}
