package asynclab.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.executor.EventLoop;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import asynclab.trace.Observer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Time, turns and ends of a simulated run.
class SimulationTest {
  private static Future<Void> counting(Simulation simulation, String name, List<String> log) {
    return Future.lazy(() -> {
      log.add(name);
      return simulation
          .sleep(Duration.ofMillis(5))
          .map(_ -> {
            log.add(name);
            return null;
          });
    });
  }

  private static String order(long seed) throws Exception {
    try (var simulation = Simulation.of(seed)) {
      var log = new ArrayList<String>();
      for (var name : List.of("a", "b", "c"))
        simulation.spawn(name, counting(simulation, name, log));
      simulation.run();
      return String.join(" ", log);
    }
  }

  @Test
  void an_hour_passes_at_once() throws Exception {
    try (var simulation = Simulation.of(1)) {
      simulation.blockOn(simulation.sleep(Duration.ofHours(1)));

      assertEquals(Duration.ofHours(1).toNanos(), simulation.nanoTime());
    }
  }

  @Test
  void a_seed_is_an_order_and_the_seeds_are_all_orders() throws Exception {
    assertEquals(order(3), order(3));

    var orders =
        IntStream.range(0, 200)
            .mapToObj(seed -> {
              try {
                return order(seed).substring(0, 5);
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });

    assertEquals(6, orders.distinct().count());
  }

  @Test
  void the_trace_says_who_did_what_and_when() throws Exception {
    try (var simulation = Simulation.of(1)) {
      var task = simulation.spawn("main", simulation.sleep(Duration.ofMillis(5)));
      simulation.run();

      assertNull(task.result());
      assertEquals(
          """
               0.000  main is spawned
               0.000  main is polled
               0.000  main waits for a deadline
               5.000  main is woken
               5.000  main is polled
               5.000  main has ended: returned
          """,
          simulation.trace());
    }
  }

  @Test
  void who_waits_when_nobody_can_wake_is_named() throws Exception {
    try (var simulation = Simulation.of(1)) {
      simulation.spawn("forgotten", (Future<Void>) _ -> Polled.pending());

      var e = assertThrows(IllegalStateException.class, simulation::run);

      assertTrue(e.getMessage().startsWith("deadlock: nobody can wake forgotten"), e.getMessage());
    }
  }

  @Test
  void a_waker_that_is_kept_for_nothing_is_a_deadlock_all_the_same() throws Exception {
    try (var simulation = Simulation.of(1)) {
      var kept = new ArrayList<Waker>();
      simulation.spawn(
          "kept",
          (Future<Void>)
              waker -> {
                kept.add(waker);
                return Polled.pending();
              });

      var e = assertThrows(IllegalStateException.class, simulation::run);

      assertTrue(e.getMessage().startsWith("deadlock: nobody can wake kept"), e.getMessage());
    }
  }

  @Test
  void a_run_without_end_is_ended() throws Exception {
    try (var simulation = Simulation.of(1)) {
      Future<Void> restless =
          waker -> {
            waker.wake();
            return Polled.pending();
          };

      var e = assertThrows(IllegalStateException.class, () -> simulation.blockOn(restless));

      assertTrue(e.getMessage().startsWith("the run has no end"), e.getMessage());
    }
  }

  @Test
  void another_threads_wake_is_refused_by_name() throws Exception {
    try (var simulation = Simulation.of(1)) {
      Future<Void> elsewhere =
          waker -> {
            var other = Thread.ofPlatform().name("outsider").start(waker::wake);
            try {
              other.join();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
            return Polled.pending();
          };

      var e = assertThrows(IllegalStateException.class, () -> simulation.blockOn(elsewhere));

      assertTrue(e.getMessage().startsWith("thread outsider acts"), e.getMessage());
    }
  }

  @Test
  void an_interrupt_ends_a_run() throws Exception {
    try (var simulation = Simulation.of(1)) {
      Thread.currentThread().interrupt();

      assertThrows(
          InterruptedException.class,
          () -> simulation.blockOn(simulation.sleep(Duration.ofMillis(1))));
    }
  }

  @Test
  void an_executor_of_ones_own_runs_on_its_poller_and_clock() throws Exception {
    try (var simulation = Simulation.of(1);
        var mine = EventLoop.over(simulation.poller(), Observer.NONE, simulation::nanoTime)) {
      mine.blockOn(mine.sleep(Duration.ofDays(1)));

      assertEquals(Duration.ofDays(1).toNanos(), simulation.nanoTime());
    }
  }

  @Test
  void different_seeds_differ() throws Exception {
    var traces = new ArrayList<String>();
    for (var seed = 1; seed < 3; seed++) {
      try (var simulation = Simulation.of(seed)) {
        for (var name : List.of("a", "b", "c", "d", "e", "f")) {
          simulation.spawn(name, Future.ready(name));
        }
        simulation.run();
        traces.add(simulation.trace());
      }
    }

    assertNotEquals(traces.get(0), traces.get(1));
  }
}
