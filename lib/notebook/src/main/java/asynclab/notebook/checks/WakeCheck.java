package asynclab.notebook.checks;

import asynclab.poll.Poll;
import java.io.IOException;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `04.wake`: rings before, during and between waits.
@Examination
final class WakeCheck {
  static final Exercise<Bell.Maker> EXERCISE =
      new Exercise<>(
          "04.wake", Bell.Maker.class, "Bell.Maker mine = poll -> bell;", WakeCheck.class);

  @BeforeAll
  static void warmUp() throws IOException {
    Loopback.connect().close(); // the first calls of a cold JVM are slow: not the learner's time
  }

  @Test
  @Order(1)
  @DisplayName("ring, then wait")
  void early(Bell.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "returned",
        () -> transcript(maker, trial, 1, 1),
        seen -> "a ring that came before the wait ends it at once");
  }

  @Test
  @Order(2)
  @DisplayName("wait, then a ring from another thread")
  void late(Bell.Maker maker, Trial trial) throws Exception {
    trial.expect("slept, returned", () -> transcript(maker, trial, 0, 1), WakeCheck::oneRing);
  }

  @Test
  @Order(3)
  @DisplayName("1,000 rings, then wait twice")
  void thousand(Bell.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "returned, slept, returned",
        () -> transcript(maker, trial, 1000, 2),
        WakeCheck::thousandRings);
  }

  private static String oneRing(String seen) {
    return seen.startsWith("slept, slept")
        ? "one ring is enough to end the wait, and the ring was forgotten"
        : "nobody had rung: the wait has to sleep in the queue it was given";
  }

  private static String thousandRings(String seen) {
    return seen.startsWith("returned, returned")
        ? "the counter was never read: it stays readable, and the wait returns without end"
        : "many rings before a wait are one piece of news";
  }

  /// Rings, then waits; whenever the bell sleeps, another thread rings.
  private static String transcript(Bell.Maker maker, Trial trial, int rings, int waits)
      throws Exception {
    trial.ifItHangs(
        "the wait never sleeps in the queue it was given: the check rings when it does");
    var ringer = new Ringer(trial);
    try (var poll = Poll.over(new SleepPoller(ringer));
        var bell = maker.over(poll);
        ringer) {
      ringer.bell = bell;
      trial.closeIfItHangs(ringer::ring);
      trial.closeIfItHangs(poll);
      for (var i = 0; i < rings; i++) {
        bell.ring();
      }
      for (var i = 0; i < waits; i++) {
        bell.await();
        ringer.said.add("returned");
      }
    }
    return ringer.said.toString();
  }

  /// Rings from a thread of its own when the loop sleeps, until it is closed.
  private static final class Ringer implements SleepPoller.Sleep, AutoCloseable {
    /// A bell that sleeps again after each ring would otherwise fill the memory.
    private static final int SLEEPS_MAX = 10;

    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final StringJoiner said = new StringJoiner(", ");
    private final Trial trial;
    private volatile @Nullable Bell bell;
    private @Nullable Thread ringing;
    private int sleeps;

    Ringer(Trial trial) {
      this.trial = trial;
    }

    @Override
    public void begins() throws IOException {
      if (++sleeps > SLEEPS_MAX) {
        throw new IOException("slept again after %d rings".formatted(SLEEPS_MAX));
      }
      said.add("slept");
      trial.ifItHangs("ring() waits for the thread that sleeps: a lock that both take?");
      var task =
          new FutureTask<>(() -> {
            ring();
            return "rung";
          });
      var thread = Thread.ofPlatform().daemon().name("check 04.wake rings").start(task);
      ringing = thread;
      try {
        thread.join();
        task.get();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException e) {
        throw new IOException("ring() failed: " + e.getCause(), e.getCause());
      }
      trial.ifItHangs("the ring changed something that the queue does not watch: nobody wakes it");
    }

    private void ring() throws IOException {
      var current = bell;
      if (current != null) {
        current.ring();
      }
    }

    /// Ends with the last ring over: the bell is closed next.
    @Override
    public void close() {
      bell = null;
      var stopped = Thread.interrupted();
      try {
        if (ringing != null) {
          ringing.join(PATIENCE);
        }
      } catch (InterruptedException again) {
        stopped = true;
      }
      if (stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
