package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/// The check of the exercise "sleep", and its clock.
class SleepersCheckTest {
  private static final Comparator<Alarm> BY_DEADLINE =
      Comparator.comparingLong(Alarm::due).thenComparingLong(Alarm::number);

  @Test
  void deadlines_in_order_pass() throws IOException {
    var answer = to(clock -> new Night(clock, BY_DEADLINE, true));

    assertEquals("ok: 05b.sleep, 5 of 5 as expected", answer.lines().findFirst().orElse(""));
  }

  @Test
  void whoever_looks_at_the_sleepers_only_when_idle_is_told() throws IOException {
    var answer = to(clock -> new Night(clock, BY_DEADLINE, false));

    assertTrue(answer.contains("seen      a moved after 10 turns of b"), answer);
    assertTrue(answer.contains("look at the sleepers at each turn"), answer);
  }

  @Test
  void whoever_waits_for_the_first_to_fall_asleep_is_told() throws IOException {
    var answer = to(clock -> new Night(clock, Comparator.comparingLong(Alarm::number), true));

    assertTrue(answer.contains("seen      a@3 b@3 c@3"), answer);
    assertTrue(answer.contains("wait for the nearest deadline"), answer);
  }

  @Test
  void a_sleep_that_waits_itself_is_named() throws IOException {
    var answer =
        to(clock ->
            new Night(clock, BY_DEADLINE, true) {
              @Override
              public void sleep(long nanos) {
                clock.waitUntil(clock.nanos() + nanos);
              }
            });

    assertTrue(answer.contains("seen      a@3 b@4 c@6"), answer);
    assertTrue(answer.contains("sleep() waited itself"), answer);
  }

  @Test
  void yielding_until_the_time_is_over_is_named_and_ends() throws IOException {
    var answer =
        to(clock ->
            new Night(clock, BY_DEADLINE, true) {
              @Override
              public void sleep(long nanos) {
                var due = clock.nanos() + nanos;
                while (clock.nanos() < due) this.yield();
              }
            });

    assertTrue(answer.contains("yielding until the time is over turns without end"), answer);
  }

  @Test
  void a_sleep_that_nobody_notes_is_named() throws IOException {
    var answer =
        to(clock ->
            new Night(clock, BY_DEADLINE, true) {
              @Override
              public void sleep(long nanos) {}
            });

    assertTrue(answer.contains("on this clock nobody slept"), answer);
  }

  @Test
  void the_clock_stands_still_until_it_is_waited_for() {
    var clock = new ManualClock(3);
    var began = clock.nanos();

    clock.waitUntil(began + 10);
    clock.waitUntil(began + 5);

    assertEquals(13, clock.nanos() - began);
  }

  @Test
  void a_clock_that_is_asked_without_end_says_so() {
    var clock = new ManualClock(0);

    var e =
        assertThrows(
            IllegalStateException.class,
            () -> {
              while (clock.nanos() > 0) Thread.onSpinWait();
            });

    assertTrue(e.getMessage().contains("nobody waits"), e.getMessage());
  }

  private static String to(Sleepers.Maker maker) throws IOException {
    return Answers.to("05b.sleep", maker);
  }

  private record Alarm(long due, long number, Baton fiber) {}

  private static class Night implements Sleepers {
    private final Queue<Baton> ready = new ArrayDeque<>();
    private final Queue<Alarm> asleep;
    private final ManualClock clock;
    private final boolean eachTurn;
    private long slept;

    Night(ManualClock clock, Comparator<Alarm> order, boolean eachTurn) {
      this.clock = clock;
      this.asleep = new PriorityQueue<>(order);
      this.eachTurn = eachTurn;
    }

    @Override
    public void spawn(Runnable body) {
      ready.add(new Baton(body));
    }

    @Override
    public void yield() {
      ready.add(Baton.current());
      Baton.giveBack();
    }

    @Override
    public void sleep(long nanos) {
      asleep.add(new Alarm(clock.nanos() + nanos, slept++, Baton.current()));
      Baton.giveBack();
    }

    @Override
    public void run() {
      while (!ready.isEmpty() || !asleep.isEmpty()) {
        if (ready.isEmpty()) clock.waitUntil(asleep.element().due());
        if (eachTurn || ready.isEmpty()) wakeExpired();
        ready.remove().run();
      }
    }

    private void wakeExpired() {
      while (!asleep.isEmpty() && asleep.element().due() <= clock.nanos()) {
        ready.add(asleep.remove().fiber());
      }
    }
  }
}
