package asynclab.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.executor.EventLoop;
import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The search for a run that goes wrong.
class SeedsTest {
  /// A letter box with a planted fault: between the look and the note of the waker it gives way.
  private static final class Forgetful implements Future<String> {
    private final Future<Void> breath = EventLoop.yieldNow();
    private final boolean looksAgain;
    private @Nullable String letter;
    private @Nullable Waker reader;
    private boolean looked;

    Forgetful(boolean looksAgain) {
      this.looksAgain = looksAgain;
    }

    @Override
    public Polled<String> poll(Waker waker) {
      if (!looked && letter != null) return Polled.ready(letter);
      looked = true;
      if (reader == null && breath.poll(waker) instanceof Pending) return Polled.pending();
      var isNew = reader == null;
      reader = waker;
      if (letter == null || isNew && !looksAgain) return Polled.pending();
      return Polled.ready(letter);
    }

    Future<Void> post(String text) {
      return Future.lazy(() -> {
        letter = text;
        if (reader != null) reader.wake();
        return Future.done();
      });
    }
  }

  private static void correspond(Simulation simulation, boolean looksAgain) throws Exception {
    var box = new Forgetful(looksAgain);
    simulation.spawn("writer", box.post("hello"));
    simulation.spawn("reader", box);
    simulation.run();
  }

  @Test
  void a_planted_lost_wake_up_is_found_and_its_seed_shows_it_again() throws Exception {
    var found = Seeds.search(1, 100, simulation -> correspond(simulation, false)).orElseThrow();

    assertInstanceOf(IllegalStateException.class, found.failure());
    assertTrue(found.toString().startsWith("seed " + found.seed() + ": java.lang.Illegal"));
    assertTrue(found.toString().contains("deadlock: nobody can wake reader"), found.toString());

    var again = Seeds.search(found.seed(), 1, simulation -> correspond(simulation, false));
    assertEquals(found.trace(), again.orElseThrow().trace());
  }

  @Test
  void healed_it_runs_on_every_seed() throws Exception {
    assertEquals(
        Optional.empty(), Seeds.search(1, 1000, simulation -> correspond(simulation, true)));
  }

  @Test
  void an_assertion_that_fails_is_found_too() throws Exception {
    var wrong = new AssertionError("wrong");

    var found =
        Seeds.search(
            7,
            3,
            simulation -> {
              if (simulation.seed() == 8) throw wrong;
            });

    assertEquals(8, found.orElseThrow().seed());
    assertSame(wrong, found.orElseThrow().failure());
  }

  @Test
  void who_is_stopped_stops_the_search() {
    Thread.currentThread().interrupt();

    assertThrows(
        InterruptedException.class,
        () -> Seeds.search(1, 10, it -> it.blockOn(it.sleep(Duration.ofMillis(1)))));
  }

  @Test
  void a_long_trace_is_shown_from_behind() throws Exception {
    var found =
        Seeds.search(
                1,
                1,
                simulation -> {
                  for (var i = 1; i <= 30; i++) simulation.note("line " + i);
                  throw new IllegalStateException("over");
                })
            .orElseThrow();

    assertEquals(30, found.trace().lines().count());
    assertEquals(22, found.toString().lines().count());
    assertTrue(found.toString().endsWith("line 30"));
  }
}
