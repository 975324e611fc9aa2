package asynclab.completion;

import java.util.PriorityQueue;

/// The timeouts of a queue whose kernel knows none: the wait ends when the first is due.
final class Deadlines {
  private record Deadline(long nanos, long order, int slot) implements Comparable<Deadline> {
    @Override
    public int compareTo(Deadline other) {
      var difference = nanos - other.nanos; // nanoTime may overflow
      return difference != 0 ? Long.signum(difference) : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Deadline> queue = new PriorityQueue<>();
  private long order;

  void add(long nanos, int slot) {
    queue.add(new Deadline(nanos, order++, slot));
  }

  /// Takes a deadline out that was given up; false when there is none of this slot.
  boolean remove(int slot) {
    return queue.removeIf(deadline -> deadline.slot == slot);
  }

  /// The slot of the first one that is due, taken out, or -1.
  int due(long now) {
    var first = queue.peek();
    if (first == null || first.nanos - now > 0) return -1;
    queue.remove();
    return first.slot;
  }

  /// How long a wait may last: at most `nanos`, where [Turn#UNLIMITED] is no limit.
  long limit(long nanos, long now) {
    var first = queue.peek();
    if (first == null) return nanos;
    var left = Math.max(0, first.nanos - now);
    return nanos == Turn.UNLIMITED ? left : Math.min(nanos, left);
  }
}
