package asynclab.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.executor.EventLoop;
import asynclab.futures.Future;
import asynclab.simulation.Seeds;
import asynclab.simulation.Simulation;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Two locks that two tasks take in two orders. A loop cannot tell such a deadlock, for the lock
/// itself keeps the wakers; a simulation can, because nobody is outside.
class LockOrderTest {
  private final Mutex<String> one = new Mutex<>("");
  private final Mutex<String> two = new Mutex<>("");

  private static Future<Void> both(Mutex<String> first, Mutex<String> second) {
    return Future.using(
            first.lock(),
            _ ->
                EventLoop.yieldNow()
                    .then(_ -> Future.using(second.lock(), held -> Future.ready(held.get()))))
        .then(_ -> Future.done());
  }

  private void inTwoOrders(Simulation simulation) throws Exception {
    simulation.spawn("left", both(one, two));
    simulation.spawn("right", both(two, one));
    simulation.run();
  }

  @Test
  void taken_in_two_orders_they_are_a_deadlock_whose_seed_is_found() throws Exception {
    var found = Seeds.search(1, 100, this::inTwoOrders).orElseThrow();

    var says = found.failure().getMessage();
    assertTrue(says.startsWith("deadlock: nobody can wake left (IDLE, waits for "), says);
    assertTrue(says.contains("right (IDLE, waits for "), says);
  }

  @Test
  void taken_in_one_order_they_are_none() throws Exception {
    var found =
        Seeds.search(
            1,
            500,
            simulation -> {
              simulation.spawn("left", both(one, two));
              simulation.spawn("right", both(one, two));
              simulation.run();
            });

    assertEquals(Optional.empty(), found);
  }
}
