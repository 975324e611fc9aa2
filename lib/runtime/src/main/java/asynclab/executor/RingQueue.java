package asynclab.executor;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// A queue of 256 places that one thread fills, and that it and any number of thieves empty: first
/// in, first out. A thief takes half, so that it need not come back soon.
///
/// Two counters that only grow, `head` and `tail`; what lies between them is in the queue. Whoever
/// takes reads first and then moves `head` by compare-and-set. That is why reading is safe: a place
/// is written again only when `head` has passed it, and then the compare-and-set of whoever read
/// too late fails, and what was read is thrown away. (Counters overflow after 2^32 elements; a
/// thief would have to be asleep between two instructions for exactly so many.)
///
/// A thief also empties the places, so that an ended task is not kept in memory. It exchanges its
/// own element for null: if the owner has filled that place again meanwhile, another element is
/// there, and it stays. So no element may be in the queue twice, nor come back before the thief has
/// returned with it.
///
/// The shape is that of the run queues of Go and of Tokio.
///
/// Threads: [#push], [#pop] and the receiving side of [#stealInto] are the owner's, all else
/// anybody's.
final class RingQueue<T> {
  static final int CAPACITY = 256;
  private static final int MASK = CAPACITY - 1;

  private final AtomicReferenceArray<@Nullable T> places = new AtomicReferenceArray<>(CAPACITY);
  private final AtomicInteger head = new AtomicInteger();
  private final AtomicInteger tail = new AtomicInteger();

  /// Adds an element at the end.
  ///
  /// @return whether there was room
  boolean push(T element) {
    var end = tail.getPlain();
    if (end - head.getAcquire() == CAPACITY) return false;
    places.setRelease(end & MASK, element);
    tail.setRelease(end + 1);
    return true;
  }

  /// The oldest, or null.
  @Nullable T pop() {
    while (true) {
      var first = head.getAcquire();
      if (first == tail.getPlain()) return null;
      var element = places.getAcquire(first & MASK);
      if (!head.compareAndSet(first, first + 1)) continue;
      places.setRelease(first & MASK, null);
      return element;
    }
  }

  /// Takes the older half, rounded up.
  ///
  /// @param mine an empty queue of the thread that calls; it gets all but the first
  /// @return the first, or null when there was none
  @Nullable T stealInto(RingQueue<T> mine) {
    while (true) {
      var first = head.getAcquire();
      var size = tail.getAcquire() - first;
      if (size == 0) return null;
      var count = size - size / 2;
      if (count > CAPACITY / 2) continue; // head has moved between the two readings
      var stolen = places.getAcquire(first & MASK);
      var end = mine.tail.getPlain();
      for (var i = 1; i < count; i++) {
        mine.places.setRelease(end + i - 1 & MASK, places.getAcquire(first + i & MASK));
      }
      if (!head.compareAndSet(first, first + count)) continue;
      forget(first, stolen);
      for (var i = 1; i < count; i++) forget(first + i, mine.places.getPlain(end + i - 1 & MASK));
      mine.tail.setRelease(end + count - 1);
      return stolen;
    }
  }

  private void forget(int index, @Nullable T element) {
    places.compareAndSet(index & MASK, element, null);
  }

  /// How many there are, or were a moment ago.
  int size() {
    var first = head.get();
    return Math.max(0, tail.get() - first);
  }
}
