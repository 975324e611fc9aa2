package asynclab.notebook.checks;

import asynclab.syscalls.Resource;
import asynclab.syscalls.SyscallException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `01.switches`: work of which the number of voluntary switches is known.
@Examination
final class SwitchesCheck {
  static final Exercise<SwitchMeter> EXERCISE =
      new Exercise<>(
          "01.switches",
          SwitchMeter.class,
          "SwitchMeter mine = work -> new SwitchMeter.Count(voluntary, involuntary);",
          SwitchesCheck.class);

  /// What the JVM may add to a thread's own waits: a lock, a safepoint.
  private static final int MORE = 5;

  private static final int FEW = 20;
  private static final int MANY = 50;
  private static final int OTHERS = 200;
  private static final long SPIN_NANOS = 60_000_000;
  private static final long NAP_NANOS = 1_000_000;
  private static final int TRIES = 5;
  private static final String ANOTHER =
      "no count yet, or another thread's: /proc/self/status is about the process's first thread, and"
          + " RUSAGE_THREAD about whoever calls";

  @Test
  @Order(1)
  @DisplayName("20 sleeps")
  void few(SwitchMeter mine, Trial trial) throws Exception {
    trial.ifItHangs("20 sleeps of a millisecond are over by now: run the work once");
    naps(mine, trial, FEW, seen -> ANOTHER);
  }

  @Test
  @Order(2)
  @DisplayName("50 sleeps, right after")
  void many(SwitchMeter mine, Trial trial) throws Exception {
    naps(
        mine,
        trial,
        MANY,
        seen ->
            number(seen) < MANY
                ? ANOTHER
                : "that is all since the thread began: take the difference of two readings");
  }

  @Test
  @Order(3)
  @DisplayName("20 sleeps, while another thread sleeps 200 times")
  void inCompany(SwitchMeter mine, Trial trial) throws Exception {
    var other = Thread.ofPlatform().daemon().name("check sleeper").unstarted(() -> nap(OTHERS));
    naps(
        work ->
            mine.measure(() -> {
              other.start();
              work.run();
              joined(other);
            }),
        trial,
        FEW,
        seen ->
            number(seen) < FEW
                ? ANOTHER
                : "that counts every thread of the process: RUSAGE_THREAD is about yours alone");
  }

  @Test
  @Order(4)
  @DisplayName("a loop that spins for 60 ms")
  void spin(SwitchMeter mine, Trial trial) throws Exception {
    trial.expect(
        "at most 2 voluntary, run once",
        () -> {
          var runs = new AtomicInteger();
          var count =
              mine.measure(() -> {
                runs.incrementAndGet();
                for (var end = System.nanoTime() + SPIN_NANOS; System.nanoTime() < end; ) {
                  Thread.onSpinWait();
                }
              });
          return (count.voluntary() <= 2 ? "at most 2" : String.valueOf(count.voluntary()))
              + " voluntary, "
              + times(runs.get());
        },
        seen ->
            seen.endsWith("run once")
                ? "a thread that only computes gives nothing up: what is taken from it is"
                    + " involuntary"
                : "the work is to be run, and once");
  }

  private static void naps(SwitchMeter mine, Trial trial, int naps, UnaryOperator<String> why)
      throws Exception {
    var expected = "%d to %d voluntary, run once".formatted(naps, naps + MORE);
    trial.expect(
        expected,
        () -> {
          var runs = new AtomicInteger();
          var voluntary =
              mine.measure(
                      () -> {
                        runs.incrementAndGet();
                        nap(naps);
                      })
                  .voluntary();
          var fits = voluntary >= naps && voluntary <= naps + MORE;
          return fits && runs.get() == 1
              ? expected
              : voluntary + " voluntary, " + times(runs.get());
        },
        seen -> seen.endsWith("run once") ? why.apply(seen) : "the work is to be run, and once");
  }

  private static String times(int runs) {
    return runs == 1 ? "run once" : "run " + runs + " times";
  }

  private static long number(String seen) {
    return Long.parseLong(seen.substring(0, seen.indexOf(' ')));
  }

  /// Each takes a switch: one that was over before the thread slept, because something else was let
  /// run just then, is taken again.
  private static void nap(int naps) {
    for (var i = 0; i < naps && !Thread.currentThread().isInterrupted(); i++) {
      var before = switches();
      for (var tries = 0; tries < TRIES && switches() == before; tries++) {
        LockSupport.parkNanos(NAP_NANOS);
      }
    }
  }

  private static long switches() {
    try {
      return Resource.getrusage(Resource.RUSAGE_THREAD).nvcsw();
    } catch (SyscallException e) {
      throw new IllegalStateException("a thread may always ask about itself", e);
    }
  }

  private static void joined(Thread other) {
    try {
      other.join();
    } catch (InterruptedException stopped) {
      other.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
