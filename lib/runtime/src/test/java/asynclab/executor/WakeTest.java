package asynclab.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import asynclab.trace.Observer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who wakes whom: twice, late, from elsewhere, or nobody at all.
@Timeout(30)
class WakeTest {
  private final List<String> log = new ArrayList<>();
  private EventLoop loop;

  @BeforeEach
  void open() throws IOException {
    loop = EventLoop.open();
  }

  @AfterEach
  void close() throws IOException {
    loop.close();
  }

  /// Ready once it is set; keeps the latest waker.
  private static final class Signal implements Future<String> {
    volatile boolean set;
    volatile Waker waker = Waker.NONE;
    int polls;

    @Override
    public Polled<String> poll(Waker latest) {
      polls++;
      waker = latest;
      return set ? Polled.ready("set") : Polled.pending();
    }

    void set() {
      set = true;
      waker.wake();
    }
  }

  private Future<Integer> once(Runnable action) {
    return _ -> {
      action.run();
      return Polled.ready(1);
    };
  }

  @Test
  void a_task_that_is_woken_often_is_polled_once() throws Exception {
    var signal = new Signal();
    var task = loop.spawn(signal);
    loop.spawn(
        once(() -> {
          for (var i = 0; i < 3; i++) signal.set();
        }));

    loop.blockOn(task);

    assertEquals(2, signal.polls);
  }

  @Test
  void waking_a_task_that_has_ended_does_nothing() throws Exception {
    var signal = new Signal();
    signal.set();
    loop.blockOn(signal);

    signal.waker.wake();
    loop.run();

    assertEquals(1, signal.polls);
  }

  @Test
  void waking_a_task_of_a_closed_loop_does_nothing() throws Exception {
    var signal = new Signal();
    loop.spawn(signal);
    loop.blockOn(once(() -> {}));
    loop.close();

    signal.set();

    assertEquals(1, signal.polls);
  }

  @Test
  void another_thread_wakes_a_task_whose_loop_waits() throws Exception {
    var signal = new Signal();
    var began = new CountDownLatch(1);
    loop.spawn(once(began::countDown));
    Thread.ofPlatform()
        .start(() -> {
          try {
            began.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          for (var i = 0; i < 1000; i++) signal.set();
        });

    assertEquals("set", loop.blockOn(signal));
    assertTrue(signal.polls <= 3, "polls: " + signal.polls);
  }

  @Test
  void another_thread_cancels_a_task_whose_loop_waits() throws Exception {
    var signal = new Signal();
    var task = loop.spawn(signal);
    loop.spawn(once(() -> Thread.ofPlatform().start(task::cancel)));

    assertThrows(CancellationException.class, () -> loop.blockOn(task));
  }

  @Test
  void only_the_waker_of_the_latest_poll_counts() throws Exception {
    var task =
        loop.spawn(waker -> {
          log.add("polled");
          return log.size() < 2 ? Polled.pending() : Polled.ready(1);
        });
    var first = new int[1];
    var second = new int[1];
    task.poll(() -> first[0]++);
    task.poll(() -> second[0]++);
    task.cancel();

    loop.run();

    assertEquals(0, first[0]);
    assertEquals(1, second[0]);
  }

  @Test
  void a_task_that_nobody_can_wake_is_a_deadlock_and_named() {
    loop.spawn("forgetful", _ -> Polled.pending());

    var e = assertThrows(IllegalStateException.class, loop::run);

    assertEquals("deadlock: nobody can wake forgetful (IDLE, waits for a wake-up)", e.getMessage());
  }

  @Test
  void a_publisher_that_nobody_holds_is_a_deadlock_and_named() {
    publishToNobody(); // in a method of its own: an interpreted frame holds what it has forgotten

    var e = assertThrows(IllegalStateException.class, loop::run);

    assertEquals(
        "deadlock: nobody can wake publishing (IDLE, waits for a wake-up)", e.getMessage());
  }

  private void publishToNobody() {
    var _ = Future.ready("unheard").toPublisher(future -> loop.spawn("publishing", future));
  }

  @Test
  void tasks_that_wait_for_each_other_are_a_deadlock_and_say_for_whom() {
    var second = new ArrayList<Task<Object>>();
    var first = loop.spawn("first", waker -> second.getFirst().poll(waker));
    second.add(loop.spawn("second", waker -> first.poll(waker)));

    var e = assertThrows(IllegalStateException.class, loop::run);

    assertEquals(
        "deadlock: nobody can wake first (IDLE, waits for the end of second); second (IDLE,"
            + " waits for the end of first)",
        e.getMessage());
  }

  @Test
  void a_task_whose_waker_another_thread_holds_is_waited_for_past_the_suspicion() throws Exception {
    var poller = new ScriptedPoller();
    var signal = new Signal();
    poller.script.add((_, _) -> {});
    poller.script.add((_, _) -> elsewhere(signal::set)); // the wait after the wakers were counted
    try (var quiet = EventLoop.over(poller, Observer.NONE, () -> poller.now)) {
      var task = quiet.spawn(signal);
      var joiner = quiet.spawn(task::poll);

      assertEquals("set", quiet.blockOn(joiner));
    }

    assertEquals(List.of(500), poller.waits);
  }

  private static void elsewhere(Runnable action) {
    var thread = Thread.ofPlatform().start(action);
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
