package asynclab.fibers;

import java.util.StringJoiner;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All fibers that have not ended, in the order of their births; the links lie in the fibers.
final class Living {
  private static final int NAMED_MAX = 8;

  private @Nullable Fiber<?> first;
  private @Nullable Fiber<?> last;
  private int size;

  /// How many are parked on something that happens outside of the fibers: a deadline, a source, a
  /// wake-up.
  int waitsOutside;

  boolean isEmpty() {
    return size == 0;
  }

  void add(Fiber<?> fiber) {
    fiber.previousLiving = last;
    if (last == null) first = fiber;
    else last.nextLiving = fiber;
    last = fiber;
    size++;
  }

  void remove(Fiber<?> fiber) {
    var before = fiber.previousLiving;
    var after = fiber.nextLiving;
    if (before == null) first = after;
    else before.nextLiving = after;
    if (after == null) last = before;
    else after.previousLiving = before;
    fiber.previousLiving = null;
    fiber.nextLiving = null;
    size--;
  }

  void forEach(Consumer<Fiber<?>> action) {
    for (var fiber = first; fiber != null; fiber = fiber.nextLiving) action.accept(fiber);
  }

  /// Nobody is ready. If nobody waits for anything outside either, nothing will ever happen.
  void checkForDeadlock() {
    if (size == 0 || waitsOutside > 0) return;
    throw new IllegalStateException("deadlock: these fibers wait for each other: " + this);
  }

  /// The first of them, and how many more there are.
  @Override
  public String toString() {
    var text = new StringJoiner("; ");
    var named = 0;
    for (var fiber = first; fiber != null && named < NAMED_MAX; fiber = fiber.nextLiving) {
      text.add(fiber.toString());
      named++;
    }
    return size > named ? text + "; and " + (size - named) + " more" : text.toString();
  }
}
