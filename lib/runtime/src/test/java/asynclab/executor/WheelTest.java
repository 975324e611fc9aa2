package asynclab.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Waker;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Deadlines in the wheel, compared with a sorted set of them; on a clock that the test moves.
class WheelTest {
  private static final Duration PATIENCE = Duration.ofDays(365 * 100);

  private long now;
  private int ended;
  private final Timers timers = new Timers(() -> now, () -> ended++);
  private final List<String> log = new ArrayList<>();

  private Sleep sleeps(String name, long nanos) {
    var sleep = new Sleep(timers, Duration.ofNanos(nanos));
    sleep.poll(() -> log.add(name));
    return sleep;
  }

  private void movesTo(long nanos) {
    now = nanos;
    timers.wakeExpired();
  }

  private long untilNext() {
    return timers.shorten(PATIENCE).toNanos();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 63, 1L << 36, -1, Long.MAX_VALUE, Long.MAX_VALUE - 7, -1_000_000_000})
  void each_deadline_rings_at_its_nanosecond_and_not_before(long start) {
    now = start;
    var times = new long[] {1, 63, 64, 65, 4095, 4096, 1_000_000, 1L << 36, 1L << 60};
    for (var nanos : times) sleeps("" + nanos, nanos);

    for (var nanos : times) {
      movesTo(start + nanos - 1);
      assertEquals(1, untilNext());
      assertFalse(log.contains("" + nanos));
      movesTo(start + nanos);
      assertEquals("" + nanos, log.getLast());
    }
    assertTrue(timers.isEmpty());
  }

  @Test
  void equal_deadlines_ring_in_the_order_they_came_also_from_far_and_near() {
    sleeps("far", 10_000_000);
    movesTo(9_999_000);
    sleeps("near", 1_000);
    movesTo(9_999_999);
    sleeps("last", 1);
    sleeps("later", 2);

    movesTo(20_000_000);

    assertEquals(List.of("far", "near", "last", "later"), log);
  }

  @Test
  void the_longest_time_is_held_and_comes_down() {
    now = Long.MAX_VALUE - 5;
    var longest = Timers.LONGEST.toNanos();
    new Sleep(timers, Duration.ofSeconds(Long.MAX_VALUE)).poll(() -> log.add("longest"));
    sleeps("short", 10);

    movesTo(now + longest - 1);
    assertEquals(List.of("short"), log);
    movesTo(now + 1);

    assertEquals(List.of("short", "longest"), log);
  }

  @Test
  void who_is_earlier_than_all_ends_the_wait_and_nobody_else() {
    sleeps("a", 1_000);
    sleeps("b", 2_000);
    sleeps("same as a", 1_000);
    assertEquals(1, ended);

    sleeps("c", 999);

    assertEquals(2, ended);
    assertEquals(999, untilNext());
  }

  @Test
  void the_wait_is_for_the_next_when_the_earliest_has_given_up() {
    var first = sleeps("first", 5_000_000);
    sleeps("second", 5_000_900);
    sleeps("third", 5_000_800);

    first.close();

    assertEquals(5_000_800, untilNext());
  }

  @Test
  void in_a_crowded_slot_a_wait_may_end_early_and_a_ring_never_is() {
    var first = sleeps("first", 1_000_000_000);
    for (var i = 1; i <= 10 * Wheel.LOOKS_MAX; i++) sleeps("later", 1_000_000_000 + i);
    first.close();

    var waits = 0;
    while (log.isEmpty()) {
      movesTo(now + untilNext());
      waits++;
    }

    assertEquals(1_000_000_001, now);
    assertEquals(List.of("later"), log);
    assertTrue(waits <= 11, waits + " waits, where a wheel has 11 digits");
  }

  @Test
  void a_clock_that_goes_back_makes_nobody_ring_early() {
    now = 1_000_000;
    sleeps("first", 1_000_000);
    movesTo(1_500_000);
    now = 100;
    sleeps("second", 500);
    movesTo(599);
    assertEquals(List.of(), log);

    movesTo(3_000_000);

    assertEquals(List.of("second", "first"), log);
  }

  @Test
  void a_clock_that_goes_back_past_a_higher_digit_makes_nobody_ring_early() {
    now = 1L << 24;
    sleeps("first", 5);
    movesTo(now + 1);
    movesTo(0);

    movesTo(10);

    assertEquals(List.of(), log);
  }

  @Test
  void to_add_and_to_give_up_leaves_no_garbage() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var sleeps = IntStream.range(0, 2_000).mapToObj(i -> new Sleep(timers, hours(i))).toList();
    sleeps.subList(0, 1_000).forEach(this::pollAndClose);

    var before = threads.getCurrentThreadAllocatedBytes();
    for (var i = 1_000; i < 2_000; i++) pollAndClose(sleeps.get(i));
    var bytes = (threads.getCurrentThreadAllocatedBytes() - before) / 1_000;

    assertTrue(bytes < 24, bytes + " bytes a timer");
  }

  private static Duration hours(int i) {
    return Duration.ofHours(1 + i % 7);
  }

  private void pollAndClose(Sleep sleep) {
    sleep.poll(Waker.NONE);
    sleep.close();
  }

  @Test
  void closing_fails_all_in_the_order_of_their_deadlines() {
    now = -50;
    sleeps("c", 1L << 50);
    sleeps("b", 100);
    sleeps("a", 7);

    timers.close();

    assertEquals(List.of("a", "b", "c"), log);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatever_is_added_and_given_up_it_rings_as_a_sorted_set_would(long seed) {
    var random = new Random(seed);
    var ahead = 1L << random.nextInt(60); // of an overflow, of the sign or of all bits
    now = seed % 2 == 0 ? Long.MAX_VALUE - ahead : -ahead;
    var oracle = new Oracle();
    for (var step = 0; step < 20_000; step++) {
      switch (random.nextInt(8)) {
        case 0, 1, 2, 3 -> oracle.add(1 + random.nextLong(1L << random.nextInt(1, 52)));
        case 4, 5 -> oracle.giveUpOne(random);
        case 6 -> oracle.moveTo(now + random.nextLong(1L << random.nextInt(1, 48)));
        default -> oracle.moveTo(now + untilNext());
      }
      oracle.checkNext();
    }
    while (!timers.isEmpty()) oracle.moveTo(now + untilNext());

    assertEquals(List.of(), List.copyOf(oracle.asleep));
  }

  private record Entry(long due, int serial, Sleep sleep) {
    static int inOrder(Entry one, Entry other) {
      var order = Long.signum(one.due - other.due);
      return order != 0 ? order : Integer.compare(one.serial, other.serial);
    }
  }

  /// The same deadlines, sorted.
  private final class Oracle {
    final TreeSet<Entry> asleep = new TreeSet<>(Entry::inOrder);
    int serials;

    void add(long nanos) {
      var serial = serials++;
      asleep.add(new Entry(now + nanos, serial, sleeps("" + serial, nanos)));
    }

    /// The earliest as often as any other.
    void giveUpOne(Random random) {
      if (asleep.isEmpty()) return;
      var any = new Entry(asleep.first().due + random.nextLong(1L << 40), -1, anySleep());
      var entry = random.nextBoolean() ? null : asleep.ceiling(any);
      if (entry == null) entry = asleep.first();
      asleep.remove(entry);
      entry.sleep.close();
    }

    private Sleep anySleep() {
      return asleep.first().sleep;
    }

    void moveTo(long nanos) {
      var rung = new ArrayList<String>();
      while (!asleep.isEmpty() && asleep.first().due - nanos <= 0) {
        rung.add("" + asleep.removeFirst().serial);
      }
      log.clear();
      movesTo(nanos);
      assertEquals(rung, log);
    }

    void checkNext() {
      assertEquals(asleep.size(), timers.size());
      if (asleep.isEmpty()) return;
      var left = asleep.first().due - now;
      assertTrue(untilNext() <= left, "waits until " + untilNext() + ", and not " + left);
      if (asleep.size() <= Wheel.LOOKS_MAX) assertEquals(left, untilNext());
    }
  }
}
