package asynclab.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What one poll of a task may do.
class TurnTest {
  private final Turn turn = Turn.ofThread();
  private final AtomicInteger woken = new AtomicInteger();

  @AfterEach
  void end() {
    turn.end();
  }

  private int granted(int most) {
    var count = 0;
    while (count < most && Turn.mayGoOn(woken::incrementAndGet)) count++;
    return count;
  }

  @Test
  void a_turn_grants_so_many_operations_and_wakes_whoever_it_refuses() {
    turn.begin();

    assertEquals(Turn.OPERATIONS, granted(1000));
    assertFalse(Turn.mayGoOn(woken::incrementAndGet));
    assertEquals(2, woken.get());
  }

  @Test
  void the_next_turn_begins_anew() {
    turn.begin();
    granted(1000);

    turn.begin();

    assertTrue(Turn.mayGoOn(Waker.NONE));
  }

  @Test
  void without_an_executor_there_is_no_limit() {
    turn.begin();
    turn.end();

    assertEquals(1000, granted(1000));
    assertEquals(0, woken.get());
  }

  @Test
  void the_last_thing_that_a_leaf_waits_for_is_told_once_and_outside_of_a_turn_forgotten() {
    turn.begin();
    Turn.waitsFor("a socket");
    Turn.waitsFor("a deadline");

    assertEquals("a deadline", turn.end());
    Turn.waitsFor("nobody asks");
    assertEquals("a wake-up", turn.end());
  }
}
