package asynclab.fibers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Turns, joins, wake-ups and failures.
@Timeout(30)
class FiberTest {
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
  void fibers_take_turns() throws Exception {
    steps("a", 2);
    steps("b", 3);
    steps("c", 1);

    scheduler.run();

    assertEquals("a b c a b b", String.join(" ", log));
  }

  @Test
  void two_counters_alternate_as_in_the_machine_code_version() throws Exception {
    steps("ten", 10);
    steps("fifteen", 15);

    scheduler.run();

    assertEquals(25, log.size());
    assertEquals(List.of("ten", "fifteen"), log.subList(18, 20));
    assertEquals(List.of("fifteen"), log.subList(20, 25).stream().distinct().toList());
  }

  @Test
  void a_fiber_spawns_others_whose_turn_comes_after_those_that_are_ready() throws Exception {
    scheduler.spawn(() -> {
      log.add("parent");
      steps("child", 1);
    });
    steps("sister", 1);

    scheduler.run();

    assertEquals(List.of("parent", "sister", "child"), log);
  }

  @Test
  void join_gives_the_result_as_often_as_it_is_asked() throws Exception {
    var child =
        scheduler.spawn(() -> {
          Fiber.yield();
          return 42;
        });
    scheduler.spawn(() -> log.add(child.join() + " " + child.join()));

    scheduler.run();

    assertEquals(List.of("42 42"), log);
    assertEquals(42, child.join());
  }

  @Test
  void many_may_join_one() throws Exception {
    var child = steps("child", 3);
    for (var i = 0; i < 3; i++) {
      scheduler.spawn(() -> {
        child.join();
        log.add("joined");
      });
    }

    scheduler.run();

    assertEquals("child child child joined joined joined", String.join(" ", log));
  }

  @Test
  void the_joiner_gets_the_very_exception_of_the_body() throws Exception {
    var failure = new IOException("no");
    var child =
        scheduler.spawn(() -> {
          throw failure;
        });
    scheduler.spawn(() -> {
      assertSame(failure, assertThrows(IOException.class, child::join));
      assertSame(failure, assertThrows(IOException.class, child::join));
      log.add("told twice");
    });

    scheduler.run();

    assertEquals(List.of("told twice"), log);
  }

  @Test
  void a_failure_nobody_joined_is_reported_when_all_have_ended() {
    var failure = new IllegalArgumentException("oh");
    scheduler.spawn(
        "bad",
        () -> {
          throw failure;
        });
    steps("good", 3);

    var e = assertThrows(FiberFailedException.class, scheduler::run);

    assertSame(failure, e.getCause());
    assertTrue(e.getMessage().startsWith("bad failed, and nobody joined it: "), e.getMessage());
    assertEquals("good good good", String.join(" ", log));
  }

  @Test
  void a_stack_overflow_is_one_fibers_failure() throws Exception {
    var deep = scheduler.spawn(() -> overflow(1));
    steps("good", 2);
    scheduler.spawn(() -> assertThrows(StackOverflowError.class, deep::join));

    scheduler.run();

    assertEquals(2, log.size());
  }

  private static int overflow(int depth) {
    return depth + overflow(depth + 1);
  }

  @Test
  void joining_oneself_is_refused() throws Exception {
    scheduler.spawn(
        "narcissus",
        () -> {
          var e = assertThrows(IllegalStateException.class, () -> Fiber.current().join());
          log.add(e.getMessage());
        });

    scheduler.run();

    assertEquals(List.of("narcissus joins itself: it would never end"), log);
  }

  @Test
  void joining_outside_of_a_fiber_needs_one_that_is_done() throws Exception {
    var fiber = scheduler.spawn("later", () -> 7);

    var e = assertThrows(IllegalStateException.class, fiber::join);
    scheduler.run();

    assertTrue(e.getMessage().contains("call run() first"), e.getMessage());
    assertEquals(7, fiber.join());
  }

  @Test
  void joining_across_schedulers_is_refused() throws Exception {
    try (var other = FiberScheduler.over(new QuietPoller(), () -> 0)) {
      var stranger = other.spawn(() -> 1);
      scheduler.spawn(() -> {
        var e = assertThrows(IllegalStateException.class, stranger::join);
        log.add(e.getMessage());
      });
      scheduler.run();
      other.run();
    }

    assertTrue(log.getFirst().contains("join fibers of your own"), log.getFirst());
  }

  @Test
  void fibers_that_wait_for_each_other_are_named() {
    var fibers = new ArrayList<Fiber<Object>>();
    fibers.add(scheduler.spawn("a", () -> fibers.get(1).join()));
    fibers.add(scheduler.spawn("b", () -> fibers.get(0).join()));

    var e = assertThrows(IllegalStateException.class, scheduler::run);

    assertEquals(
        "deadlock: these fibers wait for each other: a (PARKED, waits for the end of b); b"
            + " (PARKED, waits for the end of a)",
        e.getMessage());
  }

  @Test
  void yielding_outside_of_a_fiber_says_what_to_do() {
    var e = assertThrows(IllegalStateException.class, Fiber::yield);

    assertTrue(e.getMessage().contains("FiberScheduler.spawn, then call run()"), e.getMessage());
  }

  @Test
  void a_wake_before_the_park_counts_once() throws Exception {
    scheduler.spawn(() -> {
      Fiber.current().wake();
      Fiber.current().wake();
      Fiber.park();
      log.add("first");
      var me = Fiber.current();
      scheduler.spawn(() -> {
        log.add("waker");
        me.wake();
      });
      Fiber.park();
      log.add("second");
    });

    scheduler.run();

    assertEquals(List.of("first", "waker", "second"), log);
  }
}
