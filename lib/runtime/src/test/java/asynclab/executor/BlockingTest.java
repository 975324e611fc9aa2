package asynclab.executor;

import static asynclab.executor.RuntimeKinds.later;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.futures.Waker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Work that keeps its thread, on threads of its own.
@Timeout(30)
class BlockingTest {
  private static final String KINDS = "asynclab.executor.RuntimeKinds#all";

  @ParameterizedTest
  @MethodSource(KINDS)
  void it_gives_what_the_work_returns_on_another_thread_while_tasks_go_on(RuntimeKinds.Kind kind)
      throws Exception {
    var may = new CountDownLatch(1);
    try (var runtime = kind.open()) {
      var work =
          runtime.spawn(
              runtime.blocking(() -> {
                may.await();
                return Thread.currentThread().getName();
              }));

      assertEquals("goes on", runtime.blockOn(later("goes on", 5)));
      may.countDown();

      var name = runtime.blockOn(work);
      assertTrue(name.startsWith("asynclab-blocking-"), name);
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void it_fails_with_what_the_work_throws(RuntimeKinds.Kind kind) throws Exception {
    var cause = new IOException("disk");
    try (var runtime = kind.open()) {
      var work =
          runtime.<String>blocking(() -> {
            throw cause;
          });

      assertSame(cause, assertThrows(IOException.class, () -> runtime.blockOn(work)));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void more_than_there_are_threads_wait_their_turn(RuntimeKinds.Kind kind) throws Exception {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    try (var runtime = kind.open()) {
      var works = new ArrayList<Future<Integer>>();
      for (var i = 0; i < 10 * BlockingPool.THREADS_MAX; i++) {
        works.add(
            runtime.blocking(() -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              Thread.yield();
              running.decrementAndGet();
              return 1;
            }));
      }

      assertEquals(works.size(), runtime.blockOn(Future.joinAll(works)).size());
      assertTrue(most.get() <= BlockingPool.THREADS_MAX, "at the same time: " + most.get());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void closing_the_runtime_interrupts_the_thread(RuntimeKinds.Kind kind) throws Exception {
    var begun = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    try (var runtime = kind.open()) {
      var work =
          runtime.spawn(
              runtime.blocking(() -> {
                begun.countDown();
                try {
                  return new CountDownLatch(1).await(20, java.util.concurrent.TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                  interrupted.countDown();
                  throw e;
                }
              }));
      runtime.blockOn(later(1, 1));
      begun.await();
      work.close();
    }

    interrupted.await();
  }

  @Test
  void nothing_runs_before_the_first_poll_or_after_it_was_taken_back() throws Exception {
    var pool = new BlockingPool();
    var ran = new AtomicInteger();
    pool.future(ran::incrementAndGet).close();

    assertEquals(0, pool.threads());
    assertEquals(0, ran.get());
    pool.close();
  }

  @Test
  void a_thread_that_is_free_is_used_again() throws Exception {
    try (var loop = EventLoop.open()) {
      var names = new java.util.TreeSet<String>();
      for (var i = 0; i < 20; i++) {
        names.add(loop.blockOn(loop.blocking(() -> Thread.currentThread().getName())));
      }

      assertTrue(names.size() < 10, names.toString());
    }
  }

  @Test
  void what_waits_for_a_closed_pool_fails_and_says_so() {
    var pool = new BlockingPool();
    pool.close();

    var e = assertThrows(IllegalStateException.class, () -> pool.future(() -> 1).poll(Waker.NONE));

    assertEquals("the runtime is closed: nobody does blocking work", e.getMessage());
  }
}
