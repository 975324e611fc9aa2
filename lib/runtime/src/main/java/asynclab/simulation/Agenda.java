package asynclab.simulation;

import java.util.PriorityQueue;

/// What will happen, and when; of two things at the same moment the one that was decided first.
final class Agenda {
  private record Entry(long nanos, long serial, Runnable act) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      return nanos != other.nanos
          ? Long.compare(nanos, other.nanos)
          : Long.compare(serial, other.serial);
    }
  }

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long serial;

  void at(long nanos, Runnable act) {
    entries.add(new Entry(nanos, serial++, act));
  }

  /// When the next thing happens; `Long.MAX_VALUE` is never.
  long next() {
    var first = entries.peek();
    return first == null ? Long.MAX_VALUE : first.nanos;
  }

  /// Lets all happen that is due.
  void runUntil(long nanos) {
    while (next() <= nanos) entries.remove().act.run();
  }
}
