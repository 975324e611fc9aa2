package asynclab.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// One at a time, whoever's thread it is.
class MutexTest {
  private final Mutex<Integer> mutex = new Mutex<>(7);

  private Visitor<Mutex<Integer>.Guard> comes() {
    return new Visitor<>(mutex.lock());
  }

  @Test
  void the_next_sees_what_the_one_before_has_set() {
    var first = comes().atOnce();
    var second = comes();

    assertTrue(second.waits());
    first.set(first.get() + 1);
    first.close();

    assertEquals(8, second.woken().get());
  }

  @Test
  void a_closed_guard_reaches_the_value_no_more() {
    var guard = comes().atOnce();
    guard.close();
    guard.close();

    assertThrows(IllegalStateException.class, guard::get);
    assertThrows(IllegalStateException.class, () -> guard.set(1));
    assertEquals("a free mutex", mutex.toString());
  }

  @Test
  void trying_never_waits() {
    var guard = mutex.tryLock().orElseThrow();

    assertTrue(mutex.tryLock().isEmpty());
    assertEquals("a held mutex", mutex.toString());
    guard.close();
    assertTrue(mutex.tryLock().isPresent());
  }

  @Test
  void no_addition_is_lost_between_threads() throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (var i = 0; i < 4; i++) threads.add(Thread.ofPlatform().start(this::add));
    for (var thread : threads) thread.join();

    assertEquals(7 + 4 * Meter.ROUNDS, comes().atOnce().get());
  }

  private void add() {
    for (var i = 0; i < Meter.ROUNDS; i++) {
      try (var guard = Meter.get(mutex.lock())) {
        var before = guard.get();
        Thread.yield(); // so that the others come meanwhile
        guard.set(before + 1);
      }
    }
  }
}
