package asynclab.fibers;

import org.jspecify.annotations.Nullable;

/// The fibers whose turn will come, first come first served.
///
/// A fiber is in it at most once, so the link to the next one lies in the fiber: nothing is
/// allocated, and the queue is bounded by the fibers that live.
final class ReadyQueue {
  private @Nullable Fiber<?> first;
  private @Nullable Fiber<?> last;
  private int size;

  int size() {
    return size;
  }

  void add(Fiber<?> fiber) {
    if (last == null) first = fiber;
    else last.nextReady = fiber;
    last = fiber;
    size++;
  }

  /// @throws IllegalStateException when it is empty
  Fiber<?> take() {
    var fiber = first;
    if (fiber == null) throw new IllegalStateException("nobody is ready");
    first = fiber.nextReady;
    if (first == null) last = null;
    fiber.nextReady = null;
    size--;
    return fiber;
  }
}
