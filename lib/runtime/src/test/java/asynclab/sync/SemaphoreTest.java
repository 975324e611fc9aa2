package asynclab.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Waker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Permits go round, in order, and none is ever lost.
class SemaphoreTest {
  private final Semaphore two = new Semaphore(2);

  private Visitor<Semaphore.Permit> comes(long wanted) {
    return new Visitor<>(two.acquire(wanted));
  }

  @Test
  void there_are_as_many_as_there_are() {
    comes(1).atOnce();
    comes(1).atOnce();

    assertTrue(comes(1).waits());
    assertEquals("a semaphore of 2, 0 free, 1 waiting", two.toString());
  }

  @Test
  void one_given_back_goes_to_who_waited_longest() {
    var held = comes(2).atOnce();
    var first = comes(1);
    var second = comes(2);

    held.close();

    first.woken();
    assertEquals(0, second.wakes);
    assertEquals(1, two.available());
  }

  @Test
  void who_wants_little_does_not_overtake_who_wants_much() {
    var held = comes(1).atOnce();
    var much = comes(2);
    var little = comes(1);

    assertTrue(little.waits());
    assertTrue(two.tryAcquire().isEmpty());
    held.close();
    much.woken().close();
    little.woken();
  }

  @Test
  void who_gives_up_makes_room_for_who_wants_less() {
    comes(1).atOnce();
    var much = comes(2);
    var little = comes(1);

    much.leave();

    little.woken();
  }

  @Test
  void who_leaves_the_end_of_the_line_takes_nobody_along() {
    var held = comes(2).atOnce();
    var first = comes(1);
    comes(1).leave();
    var last = comes(1);

    held.close();

    first.woken();
    last.woken();
  }

  @Test
  void one_that_was_granted_and_never_taken_goes_on_to_the_next() {
    var held = comes(2).atOnce();
    var first = comes(2);
    var second = comes(2);
    held.close();

    first.leave();

    second.woken();
  }

  @Test
  void giving_back_twice_makes_no_permit_more() {
    var held = comes(1).atOnce();

    held.close();
    held.close();

    assertEquals(2, two.available());
  }

  @Test
  void a_future_that_was_never_polled_has_taken_nothing() {
    two.acquire().close();

    assertEquals(2, two.available());
  }

  @Test
  void closed_it_refuses_those_who_wait_and_those_who_come() {
    var held = comes(2).atOnce();
    var waits = comes(1);

    two.close();
    held.close();

    var told = assertThrows(ClosedException.class, waits::woken);
    assertEquals("acquire(1): the semaphore is closed", told.getMessage());
    assertThrows(ClosedException.class, () -> comes(1).atOnce());
    assertTrue(two.tryAcquire().isEmpty());
  }

  @Test
  void what_can_never_be_is_refused_at_once() {
    assertThrows(IllegalArgumentException.class, () -> new Semaphore(0));
    assertThrows(IllegalArgumentException.class, () -> two.acquire(3));
    assertThrows(IllegalArgumentException.class, () -> two.acquire(0));
  }

  @Test
  void polled_after_its_end_it_says_so() {
    var acquire = two.acquire();
    acquire.poll(Waker.NONE);

    var told = assertThrows(IllegalStateException.class, () -> acquire.poll(Waker.NONE));

    assertEquals("acquire(1) has ended, and is polled again", told.getMessage());
  }

  @Test
  void only_the_latest_waker_is_called() {
    var held = comes(2).atOnce();
    var log = new ArrayList<String>();
    var acquire = two.acquire();
    acquire.poll(() -> log.add("old"));
    acquire.poll(() -> log.add("new"));

    held.close();

    assertEquals(List.of("new"), log);
  }

  @Test
  void a_waker_that_comes_straight_back_finds_the_lock_free() throws InterruptedException {
    var held = comes(2).atOnce();
    var seen = new ArrayList<Long>();
    two.acquire()
        .poll(() -> {
          var other = Thread.ofPlatform().start(() -> seen.add(two.available()));
          try {
            assertTrue(other.join(java.time.Duration.ofSeconds(20)), "the lock is held");
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });

    held.close();

    assertEquals(List.of(1L), seen);
  }

  @Test
  void a_waker_that_throws_keeps_nobody_else_asleep() {
    var held = comes(2).atOnce();
    two.acquire()
        .poll(() -> {
          throw new UnsupportedOperationException("a broken waker");
        });
    var second = comes(1);

    assertThrows(UnsupportedOperationException.class, held::close);

    second.woken();
  }

  @Test
  void many_threads_hold_never_more_than_there_are() throws InterruptedException {
    var threads = new ArrayList<Thread>();
    var meter = new Meter();
    for (var i = 0; i < 4; i++) threads.add(Thread.ofPlatform().start(() -> meter.run(two)));
    for (var thread : threads) thread.join();

    assertEquals(2, two.available());
    assertFalse(meter.most.get() > 2, () -> meter.most + " at a time");
    assertEquals(4 * Meter.ROUNDS, meter.turns.get());
  }
}
