package asynclab.executor;

import static asynclab.executor.RuntimeKinds.later;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is new with many threads: work is taken, nobody is overlooked, failures end.
@Timeout(60)
class WorkStealingTest {
  @Test
  void tasks_run_on_the_workers_by_name() throws Exception {
    try (var runtime = Runtime.multiThreaded(2)) {
      var name = runtime.blockOn(Future.lazy(() -> Future.ready(Thread.currentThread().getName())));

      assertTrue(name.matches("asynclab-worker-[01]"), name);
    }
  }

  @Test
  void two_tasks_that_wait_for_each_other_on_their_threads_run_at_the_same_time() throws Exception {
    var barrier = new CyclicBarrier(2);
    try (var runtime = Runtime.multiThreaded(2)) {
      var meet = Future.lazy(() -> Future.ready(barrier.await(20, TimeUnit.SECONDS)));
      var other = Future.lazy(() -> Future.ready(barrier.await(20, TimeUnit.SECONDS)));

      var sum =
          runtime.blockOn(Future.zip(runtime.spawn(meet), runtime.spawn(other), Integer::sum));

      assertEquals(1, sum);
    }
  }

  @Test
  void ten_thousand_tasks_that_spawn_and_join_all_end() throws Exception {
    try (var runtime = Runtime.multiThreaded(4)) {
      var ended = new AtomicInteger();
      var parents = new ArrayList<JoinHandle<Integer>>();
      for (var i = 0; i < 5_000; i++) {
        var turns = i % 5;
        Future<Integer> parent =
            Future.lazy(() -> runtime.spawn(later(1, turns)).map(_ -> ended.addAndGet(2)));
        parents.add(runtime.spawn(parent));
      }

      var _ = runtime.blockOn(Future.joinAll(parents));

      assertEquals(10_000, ended.get());
      assertEquals("no task lives", runtime.toString());
    }
  }

  @Test
  void work_is_taken_from_a_worker_that_has_too_much() throws Exception {
    var workers = ConcurrentHashMap.<String>newKeySet();
    try (var runtime = Runtime.multiThreaded(2)) {
      var both = new CountDownLatch(2);
      Future<Integer> parent =
          Future.lazy(() -> {
            // All children lie in this worker's queue, and it does not come to them.
            for (var i = 0; i < 100; i++) {
              runtime.spawn(
                  Future.lazy(() -> {
                    if (workers.add(Thread.currentThread().getName())) both.countDown();
                    return Future.done();
                  }));
            }
            assertTrue(workers.isEmpty() || workers.size() == 1);
            while (workers.isEmpty()) Thread.onSpinWait();
            return Future.ready(1);
          });

      runtime.blockOn(parent);

      assertTrue(runtime.steals() > 0, "steals: " + runtime.steals());
    }
  }

  @Test
  void more_tasks_than_a_queue_holds_flow_over_and_none_is_lost() throws Exception {
    var ended = new AtomicInteger();
    try (var runtime = Runtime.multiThreaded(1)) {
      runtime.blockOn(
          Future.lazy(() -> {
            for (var i = 0; i < 3 * RingQueue.CAPACITY; i++) {
              runtime.spawn(later(1, 2).map(_ -> ended.incrementAndGet()));
            }
            return Future.done();
          }));

      runtime.shutdown(Duration.ofSeconds(20));
    }

    assertEquals(3 * RingQueue.CAPACITY, ended.get());
  }

  @Test
  void a_poll_that_never_gives_way_keeps_no_deadline_waiting_while_another_worker_sleeps()
      throws Exception {
    var released = new AtomicBoolean();
    var rung = new CountDownLatch(5);
    try (var runtime = Runtime.multiThreaded(2)) {
      for (var i = 0; i < 5; i++) {
        runtime.spawn(
            runtime
                .sleep(Duration.ofMillis(200 + i))
                .map(_ -> {
                  rung.countDown();
                  return 1;
                }));
      }
      var blocker =
          runtime.spawn(
              runtime
                  .sleep(Duration.ofMillis(10)) // woken by the worker in the reactor, who polls it
                  .map(_ -> {
                    while (!released.get()) Thread.onSpinWait();
                    return 1;
                  }));

      rung.await(); // nothing but the reactor wakes anybody meanwhile

      released.set(true);
      assertEquals(1, runtime.blockOn(blocker));
    }
  }

  @Test
  void what_comes_in_the_moment_in_which_the_workers_fall_asleep_is_seen() throws Exception {
    var spun = 0;
    try (var runtime = Runtime.multiThreaded(3)) {
      for (var i = 0; i < 20_000; i++) {
        var all = runtime.blockOn(later(i, 0));
        for (var pause = 0; pause < i % 500; pause++) spun += all;
      }
    }
    assertTrue(spun != 1);
  }

  @Test
  void the_looks_of_a_busy_worker_do_not_take_the_calls_for_the_one_in_the_reactor()
      throws Exception {
    var stop = new AtomicBoolean();
    try (var runtime = Runtime.multiThreaded(2)) {
      var busy =
          runtime.<Integer>spawn(waker -> {
            waker.wake();
            return stop.get() ? Polled.ready(1) : Polled.pending();
          });
      for (var i = 0; i < 5_000; i++) assertEquals(i, runtime.blockOn(later(i, 1)));

      stop.set(true);
      assertEquals(1, runtime.blockOn(busy));
    }
  }

  @Test
  void a_task_that_yields_for_ever_keeps_nobody_waiting_on_one_worker() throws Exception {
    var stop = new AtomicBoolean();
    try (var runtime = Runtime.multiThreaded(1)) {
      var greedy =
          runtime.<Integer>spawn(waker -> {
            waker.wake();
            return stop.get() ? Polled.ready(1) : Polled.pending();
          });

      runtime.blockOn(runtime.sleep(Duration.ofMillis(2)));

      stop.set(true);
      assertEquals(1, runtime.blockOn(greedy));
    }
  }

  @Test
  void two_tasks_that_wake_each_other_for_ever_keep_nobody_waiting_on_one_worker()
      throws Exception {
    var stop = new AtomicBoolean();
    var wakers = new Waker[] {Waker.NONE, Waker.NONE};
    try (var runtime = Runtime.multiThreaded(1)) {
      var players = new ArrayList<JoinHandle<Integer>>();
      for (var i = 0; i < 2; i++) {
        var me = i;
        players.add(
            runtime.spawn(waker -> {
              wakers[me] = waker;
              wakers[1 - me].wake();
              return stop.get() ? Polled.ready(me) : Polled.pending();
            }));
      }

      for (var i = 0; i < 100; i++) assertEquals("x", runtime.blockOn(later("x", 2)));

      stop.set(true);
      for (var player : players) player.cancel();
    }
  }

  @Test
  void an_interrupt_that_a_task_leaves_behind_disturbs_nobody() throws Exception {
    try (var runtime = Runtime.multiThreaded(1)) {
      runtime.blockOn(
          Future.lazy(() -> {
            Thread.currentThread().interrupt();
            return Future.done();
          }));

      var seen =
          runtime.blockOn(Future.lazy(() -> Future.ready(Thread.currentThread().isInterrupted())));

      assertEquals(false, seen);
      runtime.blockOn(runtime.sleep(Duration.ofMillis(1)));
    }
  }

  @Test
  void the_number_of_workers_is_checked() {
    var e = assertThrows(IllegalArgumentException.class, () -> Runtime.multiThreaded(0));

    assertEquals("1 to 1000 workers are possible, not 0", e.getMessage());
  }
}
