package asynclab.completion;

import static asynclab.completion.Talk.WATCHDOG;
import static asynclab.completion.Talk.room;
import static asynclab.completion.Talk.told;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One thread owns a queue; what others may do, and what they are told.
@Timeout(60)
class ThreadsTest {
  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void a_wake_up_before_the_wait_counts_and_many_are_one(Queues.Opener opener) throws Exception {
    try (var queue = opener.open()) {
      var into = Completions.withCapacity(4);
      for (var i = 0; i < 1000; i++) queue.wakeup();

      assertEquals(0, queue.await(into, WATCHDOG));
      queue.timeout(Duration.ofMillis(1), 1);
      assertEquals(List.of("token 1: ETIME"), told(queue, 1)); // no second wake-up comes before
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void another_thread_ends_the_wait_as_often_as_it_likes(Queues.Opener opener) throws Exception {
    try (var queue = opener.open()) {
      var into = Completions.withCapacity(4);
      for (var i = 0; i < 100; i++) {
        var other = start(() -> wake(queue));
        assertEquals(0, queue.await(into, CompletionQueue.FOREVER));
        other.get(20, SECONDS);
      }
    }
  }

  private static boolean wake(CompletionQueue queue) {
    queue.wakeup();
    return true;
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void an_interrupt_ends_the_wait_and_stays_set(Queues.Opener opener) throws Exception {
    try (var queue = opener.open()) {
      var into = Completions.withCapacity(4);
      var me = Thread.currentThread();
      var other =
          start(() -> {
            me.interrupt();
            return true;
          });

      var count = queue.await(into, CompletionQueue.FOREVER);

      assertTrue(Thread.interrupted());
      assertEquals(0, count);
      other.get(20, SECONDS);
      me.interrupt();
      assertEquals(0, queue.await(into, CompletionQueue.FOREVER), "also when it came before");
      assertTrue(Thread.interrupted());
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void another_thread_is_told_whose_queue_it_is(Queues.Opener opener) throws Exception {
    try (var talk = Talk.connected(opener)) {
      var into = Completions.withCapacity(4);
      var mine = "belongs to thread " + Thread.currentThread().getName();
      for (Callable<?> use :
          List.<Callable<?>>of(
              () -> nop(talk.queue()),
              () -> talk.queue().await(into, Duration.ZERO),
              () -> close(talk.client()))) {
        var e = start(() -> assertThrows(IllegalStateException.class, use::call)).get(20, SECONDS);

        assertTrue(e.getMessage().contains(mine), e.getMessage());
      }
      assertTrue(talk.client().isOpen());
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void closing_ends_the_wait_of_the_owner(Queues.Opener opener) throws Exception {
    var before = Talk.descriptors();
    var queue = opener.open();
    var inside = new CountDownLatch(1);
    var owner =
        start(() -> {
          queue.timeout(Duration.ofDays(1), 1);
          inside.countDown();
          return assertThrows(
              IllegalStateException.class,
              () -> queue.await(Completions.withCapacity(1), CompletionQueue.FOREVER));
        });
    inside.await();

    queue.close();

    assertEquals("this queue is closed: open another", owner.get(20, SECONDS).getMessage());
    assertEquals(before, Talk.descriptors());
  }

  @ParameterizedTest
  @MethodSource("asynclab.completion.Queues#all")
  void a_queue_whose_owner_has_ended_can_be_closed_and_its_endpoints_too(Queues.Opener opener)
      throws Exception {
    var before = Talk.descriptors();
    var talk =
        start(
                () -> {
                  var mine = Talk.connected(opener);
                  mine.queue().recv(mine.server(), room(8), 1);
                  mine.queue().await(Completions.withCapacity(1), Duration.ZERO);
                  return mine;
                })
            .get(20, SECONDS);

    talk.queue().close();
    talk.close();

    assertEquals(before, Talk.descriptors());
  }

  private static boolean nop(CompletionQueue queue) throws Exception {
    queue.nop(1);
    return true;
  }

  private static boolean close(Endpoint endpoint) throws Exception {
    endpoint.close();
    return true;
  }

  private static <T> FutureTask<T> start(Callable<T> work) {
    var task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }
}
