package asynclab.poll;

import java.util.Iterator;
import java.util.NoSuchElementException;

/// Room for the events of one wait, filled by [Poll#poll] and used again for the next.
///
/// Going through it skips the events of sources that were closed or taken out since the wait, even
/// when that happened a moment ago in the same loop. Not thread-safe: it belongs to the loop.
public final class Events implements Iterable<Event> {
  private final Event[] slots;
  private int count;

  private Events(int capacity) {
    slots = new Event[capacity];
    for (var i = 0; i < capacity; i++) slots[i] = new Event();
  }

  /// Room for `capacity` events a wait. When more sources are ready the rest come with the next
  /// wait.
  public static Events withCapacity(int capacity) {
    if (capacity < 1 || capacity > 1 << 20) {
      throw new IllegalArgumentException(
          "room for 1 to 1048576 events a wait is possible, not for " + capacity);
    }
    return new Events(capacity);
  }

  /// How many events the last wait brought.
  public int count() {
    return count;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /// How many events fit.
  public int capacity() {
    return slots.length;
  }

  /// How many more events fit: for a [Poller].
  public int room() {
    return slots.length - count;
  }

  /// Adds an event: for a [Poller].
  ///
  /// @param key what the source was added with
  /// @param readiness bits of [Event]
  public void add(long key, int readiness) {
    if (count == slots.length) {
      throw new IllegalStateException("no room for an event beyond " + slots.length);
    }
    var slot = slots[count++];
    slot.key = key;
    slot.readiness = readiness;
    slot.registration = Registration.NONE;
  }

  void add(Registration registration, int readiness) {
    add(registration.key, readiness);
    slots[count - 1].registration = registration;
  }

  void clear() {
    count = 0;
  }

  Event slot(int index) {
    return slots[index];
  }

  /// Keeps the first `length` slots and those after them that belong to a registration.
  void dropUnknownFrom(int length) {
    var kept = length;
    for (var i = length; i < count; i++) {
      var slot = slots[i];
      if (slot.registration == Registration.NONE) continue;
      slots[i] = slots[kept];
      slots[kept++] = slot;
    }
    count = kept;
  }

  @Override
  public Iterator<Event> iterator() {
    return new Iterator<>() {
      private int next = skipEnded(0);

      @Override
      public boolean hasNext() {
        // Asked again: the body of the loop may have closed what was next.
        next = skipEnded(next);
        return next < count;
      }

      @Override
      public Event next() {
        if (!hasNext()) throw new NoSuchElementException("no more events");
        return slots[next++];
      }
    };
  }

  private int skipEnded(int from) {
    var i = from;
    while (i < count && !slots[i].registration.isLive()) i++;
    return i;
  }

  @Override
  public String toString() {
    var text = new StringBuilder("[");
    for (var event : this) text.append(text.length() > 1 ? ", " : "").append(event);
    return text.append("]").toString();
  }
}
