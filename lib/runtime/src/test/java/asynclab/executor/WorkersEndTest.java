package asynclab.executor;

import static asynclab.executor.RuntimeKinds.endless;
import static asynclab.executor.RuntimeKinds.later;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poller;
import asynclab.trace.Observer;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How a runtime of many threads ends: by failure, by force, and without a trace.
@Timeout(60)
class WorkersEndTest {
  @Test
  void a_waker_that_throws_kills_no_worker() throws Exception {
    try (var runtime = Runtime.multiThreaded(1)) {
      var outside = new CompletableFuture<Void>();
      var task = runtime.spawn(Future.fromCompletable(outside));
      assertInstanceOf(
          Pending.class,
          task.poll(() -> {
            throw new IllegalStateException("a broken waker, thrown on purpose by this test");
          }));

      outside.complete(null);
      while (!task.isDone()) runtime.blockOn(later(1, 1));

      assertEquals("alive", runtime.blockOn(later("alive", 2)));
    }
  }

  /// Waits well until it is told to break.
  private static final class BreakingPoller implements Poller {
    private final CountDownLatch broken = new CountDownLatch(1);

    @Override
    public void await(Events into, int timeoutMillis) throws IOException {
      if (timeoutMillis == 0) return;
      try {
        broken.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("the queue is gone");
    }

    @Override
    public void add(int fd, long key, Interest interest) {}

    @Override
    public void modify(int fd, long key, Interest interest) {}

    @Override
    public void delete(int fd) {}

    @Override
    public void wakeup() {}

    @Override
    public void close() {}
  }

  @Test
  void a_reactor_that_fails_ends_every_task_with_its_cause_and_refuses_new_ones() throws Exception {
    var poller = new BreakingPoller();
    var closed = new AtomicInteger();
    var runtime = WorkStealing.over(2, poller, Observer.NONE, System::nanoTime);
    var idle = runtime.<String>spawn(endless(closed::incrementAndGet));
    var asleep = runtime.spawn(runtime.sleep(Duration.ofHours(1)));
    new Thread(poller.broken::countDown).start();

    for (var task : List.of(idle, asleep)) {
      while (!task.isDone()) Thread.onSpinWait();
      var e = assertThrows(IllegalStateException.class, task::result);
      assertTrue(e.getMessage().contains("the queue is gone"), e.getMessage());
      assertInstanceOf(IOException.class, e.getCause());
    }
    var e = assertThrows(IllegalStateException.class, () -> runtime.blockOn(later(1, 1)));
    assertEquals("the queue is gone", e.getCause().getMessage());
    assertEquals(1, closed.get());
    runtime.close();
  }

  @Test
  void closing_names_a_task_that_never_gives_way_and_where_it_stands() throws Exception {
    var released = new AtomicBoolean();
    var busy = new CountDownLatch(1);
    var runtime = Runtime.multiThreaded(1);
    var stuck = runtime.spawn("stuck", Future.lazy(() -> spinning(busy, released)));
    var queued = runtime.<String>spawn("queued", endless(() -> {}));
    busy.await();

    var e = assertThrows(UnfinishedTasksException.class, runtime::close);

    var message = e.getMessage();
    assertTrue(message.contains("stuck (WOKEN on asynclab-worker-0, at "), message);
    assertTrue(message.contains("queued (QUEUED)"), message);
    var stack = Arrays.toString(e.getSuppressed()[0].getStackTrace());
    assertTrue(stack.contains("WorkersEndTest.spinning"), stack);
    assertTrue(queued.isDone());
    released.set(true);
    while (!stuck.isDone()) Thread.onSpinWait();
  }

  private static Future<Integer> spinning(CountDownLatch busy, AtomicBoolean released) {
    busy.countDown();
    while (!released.get()) Thread.onSpinWait();
    return Future.ready(1);
  }

  @Test
  void many_short_runtimes_open_and_close_and_leave_no_thread() throws Exception {
    var before = Thread.getAllStackTraces().keySet();
    for (var i = 0; i < 50; i++) {
      try (var runtime = Runtime.multiThreaded(1 + i % 4)) {
        assertEquals(i, runtime.blockOn(runtime.spawn(later(i, 3))));
      }
    }

    var left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !before.contains(thread))
            .filter(thread -> thread.getName().startsWith("asynclab-worker-"))
            .count();
    assertEquals(0, left);
  }

  @Test
  void a_shutdown_waits_for_every_task_in_whichever_list_it_stands() throws Exception {
    var ended = new AtomicInteger();
    var runtime = Runtime.multiThreaded(2);
    for (var i = 1; i <= 40; i++) {
      runtime.spawn(runtime.sleep(Duration.ofMillis(i)).map(_ -> ended.incrementAndGet()));
    }

    runtime.shutdown(Duration.ofSeconds(30));

    assertEquals(40, ended.get());
  }
}
