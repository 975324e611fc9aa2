package asynclab.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import asynclab.poll.Poll;
import asynclab.poll.TcpListener;
import asynclab.poll.TcpStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A reactor without an executor, on real sockets.
@Timeout(30)
class PollReactorTest {
  private PollReactor reactor;
  private TcpListener listener;

  @BeforeEach
  void open() throws IOException {
    reactor = PollReactor.open();
    listener = TcpListener.loopback();
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
    reactor.close();
  }

  private static boolean isPending(Future<?> future, Waker waker) {
    return future.poll(waker) instanceof Pending;
  }

  private static Throwable failure(Polled<Void> polled) {
    return assertInstanceOf(Ready.Failure.class, polled).cause();
  }

  /// Turns on a thread of its own, until it is told to end.
  private FutureTask<Integer> turning(CountDownLatch begun, AtomicInteger end) {
    var turns =
        new FutureTask<>(() -> {
          begun.countDown();
          var count = 0;
          for (; end.get() == 0; count++) reactor.turn(Poll.FOREVER);
          return count;
        });
    Thread.ofPlatform().daemon().start(turns);
    return turns;
  }

  @Test
  void any_waker_is_woken_by_a_turn() throws Exception {
    var woken = new AtomicInteger();
    var readable = reactor.readable(listener);
    assertTrue(isPending(readable, woken::incrementAndGet));
    reactor.turn(Duration.ZERO);
    assertEquals(0, woken.get());
    try (var _ = TcpStream.connect(listener.address())) {
      reactor.turn(Poll.FOREVER);
    }

    assertEquals(1, woken.get());
    assertEquals(Polled.done(), readable.poll(Waker.NONE));
  }

  @Test
  void a_deadline_of_another_thread_ends_a_wait_that_would_last_longer() throws Exception {
    var begun = new CountDownLatch(1);
    var end = new AtomicInteger();
    var late = reactor.sleep(Duration.ofHours(1));
    assertTrue(isPending(late, Waker.NONE));
    var turns = turning(begun, end);
    begun.await();

    var rung = new CountDownLatch(1);
    assertTrue(isPending(reactor.sleep(Duration.ofMillis(1)), rung::countDown));

    rung.await();
    end.set(1);
    reactor.wakeup();
    assertTrue(turns.get() >= 1);
  }

  @Test
  void a_source_that_another_thread_asks_for_during_a_wait_is_reported() throws Exception {
    var begun = new CountDownLatch(1);
    var end = new AtomicInteger();
    var turns = turning(begun, end);
    begun.await();

    for (var i = 0; i < 100; i++) {
      var come = new CountDownLatch(1);
      try (var client = TcpStream.connect(listener.address())) {
        assertTrue(isPending(reactor.writable(client), come::countDown));
        come.await();
      }
    }

    end.set(1);
    reactor.wakeup();
    turns.get();
  }

  @Test
  void a_source_that_is_closed_during_a_wait_ends_it_with_an_error() throws Exception {
    var begun = new CountDownLatch(1);
    var end = new AtomicInteger();
    var gone = new CountDownLatch(1);
    var readable = reactor.readable(listener);
    assertTrue(isPending(readable, gone::countDown));
    var turns = turning(begun, end);
    begun.await();

    listener.close();

    gone.await();
    end.set(1);
    reactor.wakeup();
    turns.get();
    assertInstanceOf(IOException.class, failure(readable.poll(Waker.NONE)));
  }

  @Test
  void a_waker_that_throws_is_told_to_the_thread_and_the_others_are_woken() throws Exception {
    var told = new ArrayList<Throwable>();
    var woken = new AtomicInteger();
    Waker broken =
        () -> {
          throw new IllegalArgumentException("broken waker");
        };
    assertTrue(isPending(reactor.sleep(Duration.ofNanos(1)), broken));
    assertTrue(isPending(reactor.sleep(Duration.ofNanos(2)), woken::incrementAndGet));
    var turn = new Thread(() -> assertTurns());
    turn.setUncaughtExceptionHandler((_, thrown) -> told.add(thrown));

    turn.start();
    turn.join();

    assertEquals(1, woken.get());
    assertEquals("broken waker", told.getFirst().getMessage());
    assertEquals(1, told.size());
  }

  private void assertTurns() {
    try {
      while (reactor.timers.size() > 0) reactor.turn(Poll.FOREVER);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void closing_it_ends_all_waits_with_an_error_and_later_ones_too() throws Exception {
    var woken = new AtomicInteger();
    var readable = reactor.readable(listener);
    var asleep = reactor.sleep(Duration.ofHours(1));
    for (var wait : List.of(readable, asleep)) assertTrue(isPending(wait, woken::incrementAndGet));

    reactor.close();

    assertEquals(2, woken.get());
    assertTrue(failure(readable.poll(Waker.NONE)).getMessage().startsWith("nobody can wait for"));
    assertTrue(failure(asleep.poll(Waker.NONE)).getMessage().contains("closed"));
    var late = reactor.sleep(Duration.ofMillis(1));
    assertThrows(IllegalStateException.class, () -> late.poll(Waker.NONE));
    assertInstanceOf(
        IllegalStateException.class, failure(reactor.readable(listener).poll(Waker.NONE)));
  }

  @Test
  void two_may_wait_for_one_source_and_the_one_who_goes_first_does_not_close_the_other()
      throws Exception {
    try (var client = TcpStream.connect(listener.address())) {
      var woken = new AtomicInteger();
      var readable = reactor.readable(client);
      var writable = reactor.writable(client);
      assertTrue(isPending(readable, woken::incrementAndGet));
      assertTrue(isPending(writable, woken::incrementAndGet));
      reactor.turn(Poll.FOREVER);
      assertEquals(Polled.done(), writable.poll(Waker.NONE));
      listener.accept().orElseThrow().close();

      reactor.turn(Poll.FOREVER);

      assertEquals(2, woken.get());
      assertEquals(Polled.done(), readable.poll(Waker.NONE));
      reactor.watch(client).close(); // nobody else holds one
    }
  }
}
