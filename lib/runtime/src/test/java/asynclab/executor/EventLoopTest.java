package asynclab.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Tasks and turns, on a poller that only waits move.
@Timeout(30)
class EventLoopTest extends ScriptedLoop {
  @Test
  void tasks_take_turns_in_the_order_in_which_they_were_woken() throws Exception {
    loop.spawn(steps("a", 2));
    loop.spawn(steps("b", 1));

    loop.run();

    assertEquals("a b a b a", String.join(" ", log));
  }

  @Test
  void who_is_spawned_or_woken_during_a_turn_waits_for_the_next() throws Exception {
    loop.spawn(waker -> {
      log.add("parent");
      loop.spawn(steps("child", 0));
      return Polled.ready(1);
    });
    loop.spawn(steps("other", 0));

    loop.run();

    assertEquals("parent other child", String.join(" ", log));
  }

  @Test
  void spawning_and_blocking_poll_nothing_before_the_loop_runs() throws Exception {
    var task = loop.spawn(steps("a", 0));

    assertEquals(List.of(), log);
    assertEquals("a", loop.blockOn(task));
  }

  @Test
  void block_on_returns_when_its_own_future_has_ended_and_leaves_the_others() throws Exception {
    var sleeper = loop.spawn(loop.sleep(Duration.ofHours(1)));

    assertEquals("a", loop.blockOn(steps("a", 3)));
    assertEquals(Task.State.IDLE, sleeper.state());
    assertEquals(List.of(), poller.waits);
  }

  @Test
  void block_on_throws_the_failure_itself_checked_or_not() {
    var cause = new IOException("no");

    assertSame(cause, assertThrows(IOException.class, () -> loop.blockOn(failing(cause))));
  }

  @Test
  void a_poll_that_throws_is_a_failure_of_its_task() {
    var cause = new IllegalArgumentException("thrown");

    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                loop.blockOn(waker -> {
                  throw cause;
                }));

    assertSame(cause, e);
  }

  @Test
  void a_poll_that_gives_null_is_a_failure_of_its_task_and_the_others_go_on() throws Exception {
    var none = loop.spawn("none", _ -> null);
    var other = loop.spawn(steps("other", 2));

    assertEquals("other", loop.blockOn(other));

    assertTrue(
        assertThrows(NullPointerException.class, none::result).getMessage().contains("null"));
  }

  @Test
  void run_names_a_task_that_failed_and_that_nobody_awaited() {
    loop.spawn("first", failing(new IOException("disk")));
    loop.spawn("second", failing(new IOException("net")));

    var e = assertThrows(TaskFailedException.class, loop::run);

    assertEquals(
        "first failed, and nobody awaited it: java.io.IOException: disk (and 1 more)",
        e.getMessage());
    assertEquals("net", e.getSuppressed()[0].getMessage());
  }

  @Test
  void a_failure_that_was_awaited_is_reported_to_nobody_else() throws Exception {
    var failed = loop.spawn(failing(new IOException("disk")));

    assertThrows(IOException.class, () -> loop.blockOn(failed));
    loop.run();

    assertThrows(IOException.class, failed::result);
  }

  @Test
  void awaiting_a_task_twice_is_refused() throws Exception {
    var task = loop.spawn(steps("a", 0));
    loop.blockOn(task);

    var e = assertThrows(IllegalStateException.class, () -> loop.blockOn(task));

    assertEquals("task-0 has been awaited already", e.getMessage());
  }

  @Test
  void the_result_of_a_task_that_lives_is_refused_with_what_to_do() {
    var task = loop.spawn(steps("a", 0));

    var e = assertThrows(IllegalStateException.class, task::result);

    assertTrue(e.getMessage().startsWith("task-0 (QUEUED) has not ended: run()"), e.getMessage());
  }

  @Test
  void running_inside_a_task_is_refused() throws Exception {
    for (var inner : List.<Inner>of(loop::run, () -> loop.blockOn(steps("x", 0)), loop::close)) {
      var outer =
          loop.spawn(_ -> {
            log.add(assertThrows(IllegalStateException.class, inner::call).getMessage());
            return Polled.ready(1);
          });
      loop.blockOn(outer);
    }

    assertEquals(
        """
        run() inside a task: the loop runs already, so spawn and await instead
        blockOn() inside a task: the loop runs already, so spawn and await instead
        a task cannot close the loop it runs on\
        """,
        String.join("\n", log));
  }

  private interface Inner {
    void call() throws Exception;
  }

  @Test
  void another_thread_may_not_spawn_run_or_close() throws Exception {
    for (var call : List.<Inner>of(() -> loop.spawn(steps("x", 0)), loop::run, loop::close)) {
      var task = new FutureTask<>(() -> assertThrows(IllegalStateException.class, call::call));
      Thread.ofPlatform().name("stranger").start(task);
      log.add(task.get().getMessage().replaceAll("belongs to .*, which", "belongs to X, which"));
    }

    assertEquals(
        """
        spawn() was called by thread stranger, but this EventLoop belongs to X, which opened it
        run() was called by thread stranger, but this EventLoop belongs to X, which opened it
        close() was called by thread stranger, but this EventLoop belongs to X, which opened it\
        """,
        String.join("\n", log));
  }

  @Test
  void a_closed_loop_says_so() throws Exception {
    loop.close();

    var e = assertThrows(IllegalStateException.class, () -> loop.spawn(steps("x", 0)));

    assertEquals("this EventLoop is closed: open another", e.getMessage());
  }

  @Test
  void an_interrupt_ends_a_run_of_tasks_that_never_wait_and_they_stay() throws Exception {
    var task = loop.spawn(steps("a", Integer.MAX_VALUE));
    loop.spawn(_ -> {
      Thread.currentThread().interrupt();
      return Polled.ready(1);
    });

    assertThrows(InterruptedException.class, loop::run);

    assertFalse(Thread.currentThread().isInterrupted());
    assertEquals(Task.State.QUEUED, task.state());
  }

  @Test
  void an_interrupt_cancels_the_future_that_was_blocked_on() throws Exception {
    var self = Thread.currentThread();
    poller.script.add((_, _) -> self.interrupt());

    assertThrows(InterruptedException.class, () -> loop.blockOn(endless("blocked on")));
    loop.run();

    assertEquals(List.of("blocked on closed"), log);
  }

  @Test
  void the_event_queue_is_looked_at_once_in_64_polls_of_tasks_that_never_wait() throws Exception {
    loop.spawn(steps("a", 640));

    loop.run();

    assertEquals(10, poller.looks);
  }

  @Test
  void a_task_that_wakes_itself_for_ever_does_not_keep_a_sleeper_asleep() throws Exception {
    loop.spawn(steps("busy", Integer.MAX_VALUE));
    poller.script.add((_, _) -> {});
    poller.script.add((_, _) -> poller.now += Duration.ofMillis(5).toNanos());

    loop.blockOn(loop.sleep(Duration.ofMillis(5)));

    assertTrue(log.size() <= 3 * 64, "polls of the busy one: " + log.size());
  }

  @Test
  void yield_now_lets_everybody_else_go_first() throws Exception {
    var mine = EventLoop.yieldNow();
    loop.spawn(waker -> {
      log.add("mine");
      return mine.poll(waker);
    });
    loop.spawn(steps("other", 0));

    loop.run();

    assertEquals("mine other mine", String.join(" ", log));
    assertThrows(IllegalStateException.class, () -> mine.poll(Waker.NONE));
  }
}
