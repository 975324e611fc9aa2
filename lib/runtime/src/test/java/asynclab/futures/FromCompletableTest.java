package asynclab.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Where another thread's work enters.
@Timeout(300)
class FromCompletableTest {
  private static final int ROUNDS = 1_000;

  private int first;
  private int second;

  @Test
  void one_that_is_completed_already_is_ready_at_once() {
    var future = Future.fromCompletable(CompletableFuture.completedFuture("x"));

    assertEquals(Polled.ready("x"), future.poll(Waker.NONE));
  }

  @Test
  void only_the_latest_waker_is_called_and_once() {
    var source = new CompletableFuture<String>();
    var future = Future.fromCompletable(source);
    future.poll(() -> first++);
    future.poll(() -> second++);
    future.poll(() -> second++);

    source.complete("x");

    assertEquals("0 1", first + " " + second);
  }

  @Test
  void a_failure_is_the_sources_own_and_says_who_awaits_it() {
    var why = new IOException("gone");
    var source =
        new CompletableFuture<String>()
            .thenApply(String::length); // a stage that wraps what it depends on
    source.completeExceptionally(new CompletionException(why));

    var failed = assertInstanceOf(Ready.Failure.class, poll(Future.fromCompletable(source)));

    assertSame(why, failed.cause());
    var awaited = why.getSuppressed()[0].getStackTrace();
    assertTrue(Arrays.stream(awaited).anyMatch(frame -> frame.getMethodName().equals("poll")));
  }

  private static Polled<Integer> poll(Future<Integer> future) {
    return future.poll(Waker.NONE);
  }

  @Test
  void closing_cancels_the_source() {
    var source = new CompletableFuture<String>();
    var future = Future.fromCompletable(source);
    future.poll(Waker.NONE);

    future.close();

    assertTrue(source.isCancelled());
  }

  /// A poll and the end of the source at the same moment, again and again: whoever is told Pending
  /// is woken.
  @Test
  void no_wake_is_lost_between_a_poll_and_the_end() throws Exception {
    for (var i = 0; i < ROUNDS; i++) {
      var source = new CompletableFuture<String>();
      var future = Future.fromCompletable(source);
      var together = new CyclicBarrier(2);
      var woken = new Semaphore(0);
      var other =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  together.await();
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
                source.complete("x");
              });
      together.await();

      if (future.poll(woken::release) instanceof Pending) {
        assertTrue(woken.tryAcquire(10, TimeUnit.SECONDS), "nobody was woken in round " + i);
        assertEquals(Polled.ready("x"), future.poll(Waker.NONE));
      }
      other.join();
    }
  }
}
