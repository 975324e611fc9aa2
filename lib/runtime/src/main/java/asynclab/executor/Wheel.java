package asynclab.executor;

import org.jspecify.annotations.Nullable;

/// Deadlines in a hierarchical timing wheel: Varghese and Lauck, "Hashed and Hierarchical Timing
/// Wheels", 1987.
///
/// A deadline is written with 11 digits of 6 bits, and there is a wheel of 64 slots for each digit.
/// It stands in the wheel of the highest digit in which it differs from the time that the wheels
/// show, in the slot of that digit. So whatever stands in a lower wheel is earlier, and within a
/// wheel the next slot. When time comes to a slot of a higher wheel, the slot is opened: each of
/// its deadlines moves to a lower wheel. In the lowest a slot is one nanosecond, so what stands
/// there is exact, and equal deadlines stand in one slot always, in the order in which they came.
///
/// A tick of a millisecond would need fewer wheels and moves, but either a deadline waits for the
/// end of its tick, or each slot needs an order of its own. The moves are few: 10 at most, 3 or 4
/// for a time of milliseconds; and most deadlines are time limits, which are given up before the
/// first. The highest wheel reaches as far as the clock, so no deadline is too far away. It is a
/// circle, because a clock may overflow; the others never go past their end.
///
/// Costs: to add and to remove is a few steps and no garbage, since the links are in [Sleep]. Time
/// that passes over empty slots costs nothing, however long it is.
///
/// Threads: the caller guards it.
final class Wheel {
  private static final int DIGIT_BITS = 6;
  private static final int SLOTS = 1 << DIGIT_BITS;
  private static final int WHEELS = (Long.SIZE + DIGIT_BITS - 1) / DIGIT_BITS;

  /// As many of a slot are looked at to find the earliest.
  static final int LOOKS_MAX = 64;

  private final @Nullable Sleep[] firsts = new @Nullable Sleep[WHEELS * SLOTS];
  private final @Nullable Sleep[] lasts = new @Nullable Sleep[WHEELS * SLOTS];

  /// For each wheel which of its slots hold something: bit `n` for slot `n`.
  private final long[] filled = new long[WHEELS];

  /// What the wheels show; never later than the clock, nor than the first slot that is filled.
  private long shownNanos;

  private int size;

  /// No deadline is earlier than this. If it is not `known`, what was there is gone.
  private long soonestNanos;

  private boolean known;

  /// Adds a sleeper whose deadline is set.
  ///
  /// @return whether it is the earliest; at least, whether it is earlier than what [#soonest] told
  boolean add(Sleep sleep, long nowNanos) {
    if (size == 0) shownNanos = nowNanos;
    var first = size++ == 0 || sleep.dueNanos - soonestNanos < 0;
    if (first) {
      soonestNanos = sleep.dueNanos;
      known = true;
    }
    enter(sleep);
    return first;
  }

  private void enter(Sleep sleep) {
    // A clock that goes back, which none should: it is due when the clock is here again.
    var due = sleep.dueNanos - shownNanos < 0 ? shownNanos : sleep.dueNanos;
    var wheel = (Long.SIZE - 1 - Long.numberOfLeadingZeros((due ^ shownNanos) | 1)) / DIGIT_BITS;
    var digit = digit(due, wheel);
    filled[wheel] |= 1L << digit;
    append(sleep, wheel * SLOTS + digit);
  }

  private static int digit(long nanos, int wheel) {
    return (int) (nanos >>> (wheel * DIGIT_BITS)) & (SLOTS - 1);
  }

  private void append(Sleep sleep, int slot) {
    var last = lasts[slot];
    sleep.slot = slot;
    sleep.previous = last;
    if (last == null) firsts[slot] = sleep;
    else last.next = sleep;
    lasts[slot] = sleep;
  }

  /// Removes one that is in here.
  void remove(Sleep sleep) {
    size--;
    if (sleep.dueNanos == soonestNanos) known = false;
    unlink(sleep);
  }

  private void unlink(Sleep sleep) {
    var slot = sleep.slot;
    var next = sleep.next;
    var previous = sleep.previous;
    sleep.next = null;
    sleep.previous = null;
    if (previous == null) firsts[slot] = next;
    else previous.next = next;
    if (next == null) lasts[slot] = previous;
    else next.previous = previous;
    if (firsts[slot] == null) filled[slot / SLOTS] &= ~(1L << (slot % SLOTS));
  }

  int size() {
    return size;
  }

  /// The earliest deadline. Only when that has been removed, and the slot of the next one is
  /// crowded, it is the beginning of that slot: a time to come back, and then it is opened.
  ///
  /// To be called when there is one.
  long soonest() {
    if (!known) soonestNanos = earliestIn(firstSlot());
    known = true;
    return soonestNanos;
  }

  private int firstSlot() {
    var wheel = 0;
    while (filled[wheel] == 0) wheel++;
    var shown = digit(shownNanos, wheel);
    var ahead = Long.numberOfTrailingZeros(Long.rotateRight(filled[wheel], shown));
    return wheel * SLOTS + (shown + ahead) % SLOTS;
  }

  private long earliestIn(int slot) {
    var start = start(slot);
    if (slot < SLOTS) return start;
    var earliest = start + (1L << (slot / SLOTS * DIGIT_BITS));
    var looks = 0;
    for (var sleep = firsts[slot]; sleep != null; sleep = sleep.next) {
      if (looks++ == LOOKS_MAX) return start;
      if (sleep.dueNanos - earliest < 0) earliest = sleep.dueNanos;
    }
    return earliest;
  }

  /// When the time of a slot begins: what is shown, with this digit and zeros behind it.
  private long start(int slot) {
    var wheel = slot / SLOTS;
    var shift = wheel * DIGIT_BITS;
    var ahead = (slot - digit(shownNanos, wheel)) & (SLOTS - 1L);
    return (shownNanos & (-1L << shift)) + (ahead << shift);
  }

  /// Removes the earliest whose deadline has come; of equal ones the one that came first. Null when
  /// there is none.
  @Nullable Sleep removeExpired(long nowNanos) {
    while (size > 0) {
      var slot = firstSlot();
      var start = start(slot);
      if (start - nowNanos > 0) {
        if (nowNanos - shownNanos > 0) shownNanos = nowNanos; // no digit of a slot is passed by
        return null;
      }
      var first = firsts[slot];
      if (slot >= SLOTS) open(slot, nowNanos);
      else if (first != null) {
        shownNanos = start;
        remove(first);
        return first;
      }
    }
    return null;
  }

  /// The earliest, whether or not its time has come. Null when there is none.
  @Nullable Sleep removeFirst() {
    return removeExpired(shownNanos + Long.MAX_VALUE);
  }

  /// Shows as late a time as it can, so that its deadlines need few moves more.
  private void open(int slot, long nowNanos) {
    known = false;
    shownNanos = nowNanos;
    for (var sleep = firsts[slot]; sleep != null; sleep = sleep.next) {
      if (sleep.dueNanos - shownNanos < 0) shownNanos = sleep.dueNanos;
    }
    for (var sleep = firsts[slot]; sleep != null; sleep = firsts[slot]) {
      unlink(sleep);
      enter(sleep);
    }
  }
}
