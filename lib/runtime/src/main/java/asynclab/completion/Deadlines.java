package asynclab.completion;

import java.util.PriorityQueue;

/// The timeouts of a queue whose kernel knows none: the wait ends when the first is due.
final class Deadlines {
  private static final long FAR_AWAY = Long.MAX_VALUE / 2; // so that differences do not overflow

  private record Deadline(long nanos, long order, long of) implements Comparable<Deadline> {
    @Override
    public int compareTo(Deadline other) {
      var difference = nanos - other.nanos; // nanoTime may overflow
      return difference != 0 ? Long.signum(difference) : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Deadline> queue = new PriorityQueue<>();
  private long order;

  /// Adds a deadline.
  ///
  /// @param after from now; [Turn#UNLIMITED] is never
  /// @param of what it is a deadline of: a slot, or a token
  void add(long after, long of) {
    var limited = after == Turn.UNLIMITED ? FAR_AWAY : Math.min(after, FAR_AWAY);
    queue.add(new Deadline(System.nanoTime() + limited, order++, of));
  }

  /// Takes out what was given up; false when there is none.
  boolean remove(long of) {
    return queue.removeIf(deadline -> deadline.of == of);
  }

  boolean isDue(long now) {
    var first = queue.peek();
    return first != null && first.nanos - now <= 0;
  }

  /// Takes the first one out: what it was a deadline of.
  long take() {
    return queue.remove().of;
  }

  /// How long a wait may last: at most `nanos`, where [Turn#UNLIMITED] is no limit.
  long limit(long nanos, long now) {
    var first = queue.peek();
    if (first == null) return nanos;
    var left = Math.max(0, first.nanos - now);
    return nanos == Turn.UNLIMITED ? left : Math.min(nanos, left);
  }
}
