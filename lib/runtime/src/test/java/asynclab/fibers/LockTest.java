package asynclab.fibers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Locks and fibers: what goes wrong with those of the JDK, who finds it, and what is right.
///
/// In a thread of its own, because a thread that waits for a monitor hears no interrupt.
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LockTest {
  private final List<String> log = new ArrayList<>();

  /// Two fibers do it one after the other, and each gives way inside.
  private void twice(FiberScheduler scheduler, Fiber.Body body) throws Exception {
    for (var name : List.of("a", "b")) scheduler.spawn(name, body);
    scheduler.run();
  }

  private void inside() {
    log.add(Fiber.current().name() + " in");
    Fiber.yield();
    log.add(Fiber.current().name() + " out");
  }

  @Test
  void a_fiber_lock_lets_one_in_at_a_time() throws Exception {
    var lock = new FiberLock();
    try (var scheduler = FiberScheduler.open()) {
      twice(
          scheduler,
          () -> {
            lock.lock();
            try {
              inside();
            } finally {
              lock.unlock();
            }
          });
    }

    assertEquals(List.of("a in", "a out", "b in", "b out"), log);
  }

  @Test
  void a_fiber_lock_is_handed_to_who_waited_longest() throws Exception {
    var lock = new FiberLock();
    try (var scheduler = FiberScheduler.open()) {
      for (var name : List.of("a", "b", "c")) {
        scheduler.spawn(
            name,
            () -> {
              for (var i = 0; i < 2; i++) {
                lock.lock();
                log.add(name);
                Fiber.yield();
                lock.unlock();
              }
            });
      }
      scheduler.run();
    }

    assertEquals("a b c a b c", String.join(" ", log));
  }

  @Test
  void a_fiber_lock_is_not_taken_twice_and_not_given_back_by_another() throws Exception {
    var lock = new FiberLock();
    try (var scheduler = FiberScheduler.open()) {
      scheduler.spawn(
          "owner",
          () -> {
            lock.lock();
            log.add(assertThrows(IllegalStateException.class, lock::lock).getMessage());
            Fiber.yield();
            lock.unlock();
          });
      scheduler.spawn(
          "thief",
          () -> log.add(assertThrows(IllegalStateException.class, lock::unlock).getMessage()));
      scheduler.run();
    }

    assertEquals(
        List.of(
            "owner holds this lock already",
            "thief unlocks a lock that it does not hold: a lock that owner holds"),
        log);
  }

  @Test
  void a_cancelled_waiter_leaves_the_queue_of_the_lock() throws Exception {
    var lock = new FiberLock();
    try (var scheduler = FiberScheduler.open()) {
      var waiter =
          scheduler.spawn(
              "waiter",
              () -> {
                Fiber.yield();
                lock.lock();
              });
      scheduler.spawn(
          "owner",
          () -> {
            lock.lock();
            Fiber.yield();
            Fiber.yield();
            waiter.cancel();
            Fiber.yield();
            lock.unlock();
            lock.lock();
            lock.unlock();
            log.add(lock.toString());
          });
      scheduler.run();
    }

    assertEquals(List.of("a free lock"), log);
  }

  @Test
  void a_lock_that_is_never_given_back_is_a_deadlock_with_names() throws Exception {
    var lock = new FiberLock();
    var scheduler = FiberScheduler.open();

    var e = assertThrows(IllegalStateException.class, () -> twice(scheduler, lock::lock));

    assertTrue(e.getMessage().contains("b (PARKED, waits for a lock that a holds)"), "" + e);
    scheduler.close();
  }

  @Test
  void an_inflated_monitor_lets_both_fibers_in() throws Exception {
    var monitor = new Object();
    var waiter = waitIn(monitor);
    try (var scheduler = FiberScheduler.open()) {
      twice(
          scheduler,
          () -> {
            synchronized (monitor) {
              inside();
            }
          });
    }

    assertEquals(List.of("a in", "b in", "a out", "b out"), log);
    waiter.interrupt();
    waiter.join();
  }

  /// Waiting inflates a monitor: the JVM makes an object for its queues, and keeps it while
  /// somebody waits. One where nobody waits any more is deflated when the JVM likes (every minute
  /// at least), and then the second fiber waits for the first for ever.
  private static Thread waitIn(Object monitor) {
    var waiter =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              synchronized (monitor) {
                assertThrows(InterruptedException.class, monitor::wait);
              }
            });
    while (waiter.getState() != Thread.State.WAITING) Thread.onSpinWait();
    return waiter;
  }

  @Test
  void a_reentrant_lock_takes_the_second_fiber_for_the_first() throws Exception {
    var lock = new ReentrantLock();
    try (var scheduler = FiberScheduler.open()) {
      twice(
          scheduler,
          () -> {
            lock.lock();
            inside();
            log.add("holds " + lock.getHoldCount());
            lock.unlock();
          });
    }

    assertEquals(List.of("a in", "b in", "a out", "holds 2", "b out", "holds 1"), log);
  }

  @Test
  void the_checking_mode_refuses_to_give_way_inside_a_monitor_and_names_the_line()
      throws Exception {
    var monitor = new Object();
    try (var scheduler = FiberScheduler.open().checkingLocks()) {
      var fiber =
          scheduler.spawn(
              "a",
              () -> {
                synchronized (monitor) {
                  inside();
                }
              });
      assertThrows(FiberFailedException.class, scheduler::run);

      var e = assertThrows(LockHeldException.class, fiber::join);
      assertTrue(e.getMessage().startsWith("a gives way while it holds the monitor of java.lang"));
      assertTrue(e.getMessage().contains("LockTest.java:"), e.getMessage());
      assertTrue(!Thread.holdsLock(monitor), "the way out of the fiber has given it back");
    }
  }

  @Test
  void the_checking_mode_refuses_to_give_way_inside_a_reentrant_lock() throws Exception {
    var lock = new ReentrantLock();
    try (var scheduler = FiberScheduler.open().checkingLocks()) {
      var fiber =
          scheduler.spawn(
              "a",
              () -> {
                lock.lock();
                try {
                  inside();
                } finally {
                  lock.unlock();
                }
              });
      assertThrows(FiberFailedException.class, scheduler::run);

      var e = assertThrows(LockHeldException.class, fiber::join);
      assertTrue(e.getMessage().contains("the lock java.util.concurrent.locks.ReentrantLock@"));
    }
  }

  @Test
  void the_checking_mode_minds_neither_the_locks_around_the_run_nor_those_given_back()
      throws Exception {
    var monitor = new Object();
    var lock = new ReentrantLock();
    lock.lock();
    try (var scheduler = FiberScheduler.open().checkingLocks()) {
      synchronized (this) {
        twice(
            scheduler,
            () -> {
              synchronized (monitor) {
                log.add("safe");
              }
              inside();
            });
      }
    } finally {
      lock.unlock();
    }

    assertEquals(6, log.size());
  }
}
