package asynclab.executor;

import static asynclab.executor.RuntimeKinds.endless;
import static asynclab.executor.RuntimeKinds.later;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import asynclab.poll.TcpListener;
import asynclab.poll.TcpStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every runtime does, however many threads it has.
@Timeout(30)
class RuntimeContractTest {
  private static final String KINDS = "asynclab.executor.RuntimeKinds#all";

  @ParameterizedTest
  @MethodSource(KINDS)
  void block_on_gives_the_value(RuntimeKinds.Kind kind) throws Exception {
    try (var runtime = kind.open()) {
      assertEquals("a", runtime.blockOn(later("a", 3)));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void block_on_throws_the_failure_itself(RuntimeKinds.Kind kind) throws Exception {
    var cause = new IOException("no");
    try (var runtime = kind.open()) {
      assertSame(
          cause, assertThrows(IOException.class, () -> runtime.blockOn(Future.failed(cause))));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void tasks_are_joined_with_what_they_came_to(RuntimeKinds.Kind kind) throws Exception {
    try (var runtime = kind.open()) {
      var tasks = IntStream.range(0, 100).mapToObj(i -> runtime.spawn(later(i, i % 7))).toList();

      var values = runtime.blockOn(Future.joinAll(tasks));

      assertEquals(IntStream.range(0, 100).boxed().toList(), values);
      assertTrue(tasks.stream().allMatch(JoinHandle::isDone));
      assertEquals(99, tasks.getLast().result());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void a_task_that_throws_harms_no_other_and_is_joined_with_its_failure(RuntimeKinds.Kind kind)
      throws Exception {
    var cause = new StackOverflowError("deep");
    try (var runtime = kind.open()) {
      var broken =
          runtime.<Object>spawn(_ -> {
            throw cause;
          });

      assertEquals("fine", runtime.blockOn(runtime.spawn(later("fine", 5))));
      assertSame(cause, assertThrows(StackOverflowError.class, () -> runtime.blockOn(broken)));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void closing_names_a_task_that_failed_and_that_nobody_joined(RuntimeKinds.Kind kind)
      throws Exception {
    var runtime = kind.open();
    var task = runtime.spawn("quiet", Future.failed(new IOException("disk")));
    while (!task.isDone()) runtime.blockOn(later(1, 1));

    var e = assertThrows(TaskFailedException.class, runtime::close);

    assertTrue(e.getMessage().startsWith("quiet failed, and nobody awaited it"), e.getMessage());
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void any_thread_wakes_a_task_often_and_after_its_end(RuntimeKinds.Kind kind) throws Exception {
    var held = new AtomicReference<>(Waker.NONE);
    var ring = new CompletableFuture<String>();
    try (var runtime = kind.open()) {
      var task =
          runtime.<String>spawn(waker -> {
            held.set(waker);
            return ring.isDone() ? Polled.ready(ring.join()) : Polled.pending();
          });
      runtime.blockOn(later(1, 1));
      Thread.ofPlatform()
          .start(() -> {
            ring.complete("rung");
            for (var i = 0; i < 1000; i++) held.get().wake();
          });

      assertEquals("rung", runtime.blockOn(task));
      held.get().wake();
    }
    held.get().wake();
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void any_thread_cancels_a_task_whose_future_is_then_closed_once(RuntimeKinds.Kind kind)
      throws Exception {
    var closed = new AtomicInteger();
    try (var runtime = kind.open()) {
      var task = runtime.<String>spawn("idle", endless(closed::incrementAndGet));
      runtime.blockOn(later(1, 1));
      Thread.ofPlatform().start(task::cancel);

      var e = assertThrows(CancellationException.class, () -> runtime.blockOn(task));

      assertEquals("idle was cancelled", e.getMessage());
      task.cancel();
      runtime.blockOn(later(1, 1));
      assertEquals(1, closed.get());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void giving_up_a_join_leaves_the_task_alone(RuntimeKinds.Kind kind) throws Exception {
    try (var runtime = kind.open()) {
      var task = runtime.spawn(later("a", 1));
      task.close();

      assertEquals("a", runtime.blockOn(task));
      assertThrows(IllegalStateException.class, () -> runtime.blockOn(task));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void closing_closes_the_futures_of_living_tasks(RuntimeKinds.Kind kind) throws Exception {
    var closed = new AtomicInteger();
    var tasks = new ArrayList<JoinHandle<String>>();
    try (var runtime = kind.open()) {
      for (var i = 0; i < 20; i++) tasks.add(runtime.spawn(endless(closed::incrementAndGet)));
      runtime.blockOn(later(1, 1));
    }

    assertEquals(20, closed.get());
    for (var task : tasks) assertThrows(CancellationException.class, task::result);
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void blocking_inside_a_task_is_refused(RuntimeKinds.Kind kind) throws Exception {
    try (var runtime = kind.open()) {
      var e =
          assertThrows(
              IllegalStateException.class,
              () -> runtime.blockOn(Future.lazy(() -> Future.ready(runtime.blockOn(later(1, 0))))));

      assertTrue(e.getMessage().startsWith("blockOn() inside a task: "), e.getMessage());
      assertTrue(e.getMessage().endsWith("so spawn and await instead"), e.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void a_closed_runtime_takes_no_task(RuntimeKinds.Kind kind) throws Exception {
    var runtime = kind.open();
    runtime.close();
    runtime.close();

    var e = assertThrows(IllegalStateException.class, () -> runtime.spawn(later(1, 0)));

    assertTrue(e.getMessage().endsWith("is closed: open another"), e.getMessage());
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void sleepers_wake_in_the_order_of_their_deadlines(RuntimeKinds.Kind kind) throws Exception {
    var order = new ArrayList<Integer>();
    try (var runtime = kind.open()) {
      var sleeps =
          IntStream.of(30, 1, 15)
              .mapToObj(millis ->
                  runtime.spawn(
                      runtime
                          .sleep(Duration.ofMillis(millis))
                          .map(_ -> {
                            synchronized (order) {
                              return order.add(millis);
                            }
                          })))
              .toList();

      runtime.blockOn(Future.joinAll(sleeps));

      assertEquals("[1, 15, 30]", order.toString());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void sources_are_waited_for(RuntimeKinds.Kind kind) throws Exception {
    try (var runtime = kind.open();
        var listener = TcpListener.loopback()) {
      var waits = runtime.spawn(runtime.readable(listener));
      runtime.blockOn(later(1, 2));
      assertFalse(waits.isDone());

      try (var client = TcpStream.connect(listener.address())) {
        runtime.blockOn(waits);
        runtime.blockOn(runtime.writable(client));
        assertTrue(listener.accept().isPresent());
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void an_interrupt_ends_block_on_and_cancels_its_future(RuntimeKinds.Kind kind) throws Exception {
    var closed = new AtomicInteger();
    try (var runtime = kind.open()) {
      Thread.currentThread().interrupt();

      assertThrows(
          InterruptedException.class, () -> runtime.blockOn(endless(closed::incrementAndGet)));

      while (closed.get() == 0) runtime.blockOn(later(1, 1));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void a_future_of_the_jdk_is_completed_and_its_cancellation_handed_on(RuntimeKinds.Kind kind)
      throws Exception {
    var closed = new AtomicInteger();
    try (var runtime = kind.open()) {
      var value = runtime.toCompletable(later("a", 2));
      runtime.toCompletable(endless(closed::incrementAndGet)).cancel(false);
      while (closed.get() == 0 || !value.isDone()) runtime.blockOn(later(1, 1));

      assertEquals("a", value.join());
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void shutting_down_lets_the_living_end_and_takes_no_more(RuntimeKinds.Kind kind)
      throws Exception {
    var runtime = kind.open();
    var task =
        runtime.spawn(
            runtime
                .sleep(Duration.ofMillis(20))
                .map(_ ->
                    assertThrows(IllegalStateException.class, () -> runtime.spawn(later(1, 1)))));

    runtime.shutdown(Duration.ofSeconds(20));

    assertTrue(task.result().getMessage().contains("shut down"), task.result().getMessage());
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void shutting_down_names_who_had_to_be_cancelled(RuntimeKinds.Kind kind) throws Exception {
    var runtime = kind.open();
    var closed = new AtomicInteger();
    var task = runtime.<String>spawn("patient", endless(closed::incrementAndGet));
    runtime.blockOn(later(1, 1));

    var e =
        assertThrows(UnfinishedTasksException.class, () -> runtime.shutdown(Duration.ofMillis(10)));

    assertEquals(
        "not ended after PT0.01S, and cancelled: patient (IDLE, waits for a wake-up)",
        e.getMessage());
    assertEquals(1, closed.get());
    assertInstanceOf(CancellationException.class, assertThrows(Exception.class, task::result));
  }
}
