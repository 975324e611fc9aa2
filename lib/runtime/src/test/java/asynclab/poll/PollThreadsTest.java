package asynclab.poll;

import static asynclab.poll.Fixture.WATCHDOG;
import static asynclab.poll.Fixture.ready;
import static asynclab.poll.Interest.READABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.trace.Observer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Wake-ups, interruption, closing and late registration, with real threads.
@ExtendWith(CountedByPoller.class)
class PollThreadsTest {
  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_wakeup_before_the_wait_counts_and_a_thousand_are_one_event(Pollers.Opener opener)
      throws Exception {
    try (var poll = Poll.over(opener.open())) {
      var wakeup = Wakeup.of(poll.registry(), new Token(9));
      for (var i = 0; i < 1000; i++) wakeup.wake();
      var events = Events.withCapacity(8);

      poll.poll(events, Poll.FOREVER);

      assertEquals("[Token(9) readable]", events.toString());
      assertEquals(List.of(), ready(poll));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_wakeup_ends_a_wait_of_another_thread(Pollers.Opener opener) throws Exception {
    try (var poll = Poll.over(opener.open())) {
      var wakeup = Wakeup.of(poll.registry(), new Token(9));
      var waiter = inBackground(() -> readyWithin(poll, Poll.FOREVER));

      wakeup.wake();

      assertEquals(List.of("Token(9) readable"), waiter.get());
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_wakeup_without_room_waits_its_turn(Pollers.Opener opener) throws Exception {
    try (var poll = Poll.over(opener.open())) {
      Wakeup.of(poll.registry(), new Token(1)).wake();
      Wakeup.of(poll.registry(), new Token(2)).wake();

      assertEquals(List.of("Token(1) readable"), ready(poll, 1));
      assertEquals(List.of("Token(2) readable"), ready(poll, 1));
      assertEquals(List.of(), ready(poll, 1));
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_wakeup_after_close_does_nothing(Pollers.Opener opener) throws Exception {
    Pollers.skipLibkqueue(opener, Pollers.CLOSES_LATE);
    var poll = Poll.over(opener.open());
    var wakeup = Wakeup.of(poll.registry(), new Token(9));
    poll.close();
    var before = Fixture.openDescriptors();

    wakeup.wake();

    assertEquals(before, Fixture.openDescriptors());
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void no_wakeup_is_lost_between_two_threads(Pollers.Opener opener) throws Exception {
    try (var poll = Poll.over(opener.open())) {
      var wakeup = Wakeup.of(poll.registry(), new Token(9));
      var rounds = 10_000;
      var answered = new java.util.concurrent.Semaphore(0);
      var waker =
          inBackground(() -> {
            for (var i = 0; i < rounds; i++) {
              wakeup.wake();
              answered.acquire();
            }
            return List.of();
          });
      var events = Events.withCapacity(4);

      for (var i = 0; i < rounds; i++) {
        assertEquals(1, poll.poll(events, WATCHDOG), "round " + i);
        answered.release();
      }

      waker.get();
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void an_interrupt_ends_the_wait_with_no_events_and_stays_set(Pollers.Opener opener)
      throws Exception {
    try (var poll = Poll.over(opener.open())) {
      var interrupted = new CompletableFuture<Boolean>();
      var count = new CompletableFuture<Integer>();
      var thread =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  count.complete(poll.poll(Events.withCapacity(4), Poll.FOREVER));
                  interrupted.complete(Thread.currentThread().isInterrupted());
                } catch (Exception e) {
                  count.completeExceptionally(e);
                }
              });

      thread.interrupt(); // before, in the middle of or after its way into the kernel

      assertEquals(0, count.get());
      assertTrue(interrupted.get());
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void an_interrupt_that_came_before_ends_the_next_wait(Pollers.Opener opener) throws Exception {
    try (var poll = Poll.over(opener.open())) {
      Thread.currentThread().interrupt();

      var count = poll.poll(Events.withCapacity(4), Poll.FOREVER);

      assertTrue(Thread.interrupted(), "the status was kept");
      assertEquals(0, count);
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void closing_ends_the_wait_of_another_thread(Pollers.Opener opener) throws Exception {
    Pollers.skipLibkqueue(opener, Pollers.CLOSES_LATE);
    var before = Fixture.openDescriptors();
    var poll = Poll.over(opener.open());
    var waiter = inBackground(() -> readyWithin(poll, Poll.FOREVER));

    poll.close();

    var e = assertThrows(Exception.class, waiter::get);
    assertEquals("this Poll is closed: open another", e.getCause().getMessage());
    assertEquals(before, Fixture.openDescriptors());
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_second_waiting_thread_is_refused_by_name(Pollers.Opener opener) throws Exception {
    var waiting = new CountDownLatch(1);
    try (var poll = Poll.over(opener.open(), telling(waiting), System::nanoTime)) {
      var wakeup = Wakeup.of(poll.registry(), new Token(1));
      var waiter = inBackground(() -> readyWithin(poll, Poll.FOREVER));
      waiting.await();

      var e = assertThrows(IllegalStateException.class, () -> ready(poll));

      assertTrue(e.getMessage().contains("one thread waits"), e.getMessage());
      wakeup.wake();
      waiter.get();
    }
  }

  /// Counts down when a thread is on its way into the wait and nobody else may wait.
  private static Observer telling(CountDownLatch waiting) {
    return new Observer() {
      @Override
      public void waiting(long timeoutNanos) {
        waiting.countDown();
      }
    };
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_registration_counts_for_a_wait_that_has_begun(Pollers.Opener opener) throws Exception {
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      pair.send("x");
      var waiter = inBackground(() -> readyWithin(poll, WATCHDOG));

      poll.registry().register(pair.server(), new Token(1), READABLE);

      assertEquals(List.of("Token(1) readable"), waiter.get());
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void so_does_a_one_shot_that_is_registered_again(Pollers.Opener opener) throws Exception {
    Pollers.skipCompletion(opener, "belongs to the first thread that waits");
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      pair.send("x");
      poll.registry().register(pair.server(), new Token(1), READABLE.oneShot());
      var first = ready(poll);
      var waiter = inBackground(() -> readyWithin(poll, WATCHDOG));

      poll.registry().reregister(pair.server(), new Token(2), READABLE.oneShot());

      assertEquals(List.of("Token(1) readable"), first);
      assertEquals(List.of("Token(2) readable"), waiter.get());
    }
  }

  @ParameterizedTest
  @MethodSource("asynclab.poll.Pollers#all")
  void a_source_taken_out_while_a_wait_goes_on_is_silent_in_it(Pollers.Opener opener)
      throws Exception {
    try (var poll = Poll.over(opener.open());
        var pair = Fixture.pair()) {
      var wakeup = Wakeup.of(poll.registry(), new Token(9));
      poll.registry().register(pair.server(), new Token(1), READABLE);
      var waiter = inBackground(() -> readyWithin(poll, Poll.FOREVER));

      poll.registry().deregister(pair.server());
      pair.send("x");
      wakeup.wake();

      assertEquals(List.of("Token(9) readable"), waiter.get());
    }
  }

  private static List<String> readyWithin(Poll poll, Duration timeout) throws Exception {
    var events = Events.withCapacity(8);
    poll.poll(events, timeout);
    var texts = new ArrayList<String>();
    for (var event : events) texts.add(event.toString());
    return texts;
  }

  @FunctionalInterface
  private interface Body {
    List<String> run() throws Exception;
  }

  private static CompletableFuture<List<String>> inBackground(Body body) {
    var result = new CompletableFuture<List<String>>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            result.complete(body.run());
          } catch (Exception e) {
            result.completeExceptionally(e);
          }
        });
    return result.orTimeout(WATCHDOG.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
  }
}
