package asynclab.completion;

import java.util.Iterator;
import java.util.NoSuchElementException;

/// Room for the completions of one wait, filled by [CompletionQueue#await] and used again for the
/// next. Not thread-safe: it belongs to the loop.
public final class Completions implements Iterable<Completion> {
  private final Completion[] slots;
  private int count;

  private Completions(int capacity) {
    slots = new Completion[capacity];
    for (var i = 0; i < capacity; i++) slots[i] = new Completion();
  }

  /// Room for `capacity` completions a wait. When more are done the rest come with the next wait.
  public static Completions withCapacity(int capacity) {
    if (capacity < 1 || capacity > 1 << 20) {
      throw new IllegalArgumentException(
          "room for 1 to 1048576 completions a wait is possible, not for " + capacity);
    }
    return new Completions(capacity);
  }

  /// How many completions the last wait brought.
  public int count() {
    return count;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /// How many completions fit.
  public int capacity() {
    return slots.length;
  }

  /// How many more completions fit: for a [CompletionQueue].
  public int room() {
    return slots.length - count;
  }

  /// Adds a completion: for a [CompletionQueue].
  public void add(long token, int result, int flags) {
    if (count == slots.length) {
      throw new IllegalStateException("no room for a completion beyond " + slots.length);
    }
    var slot = slots[count++];
    slot.token = token;
    slot.result = result;
    slot.flags = flags;
  }

  /// Forgets what it holds: for a [CompletionQueue], at the beginning of a wait.
  public void clear() {
    count = 0;
  }

  /// The `index`-th of the last wait, from 0.
  public Completion get(int index) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException("the wait brought " + count + ", not " + (index + 1));
    }
    return slots[index];
  }

  @Override
  public Iterator<Completion> iterator() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < count;
      }

      @Override
      public Completion next() {
        if (!hasNext()) throw new NoSuchElementException("no more completions");
        return slots[next++];
      }
    };
  }

  @Override
  public String toString() {
    var text = new StringBuilder("[");
    for (var each : this) text.append(text.length() > 1 ? ", " : "").append(each);
    return text.append("]").toString();
  }
}
