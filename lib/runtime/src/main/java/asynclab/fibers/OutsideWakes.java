package asynclab.fibers;

import asynclab.poll.Wakeup;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The fibers that other threads have woken since the loop last looked; each of them once, however
/// often it was woken.
final class OutsideWakes {
  private final Wakeup wakeup;
  private final ConcurrentLinkedQueue<Fiber<?>> queue = new ConcurrentLinkedQueue<>();
  private final Set<Fiber<?>> queued = ConcurrentHashMap.newKeySet();

  OutsideWakes(Wakeup wakeup) {
    this.wakeup = wakeup;
  }

  /// From any thread.
  void add(Fiber<?> fiber) {
    if (!queued.add(fiber)) return;
    queue.add(fiber);
    wakeup.wake();
  }

  /// On the scheduler's thread. A wake-up that comes after the fiber has left the set is another.
  void deliver() {
    for (var fiber = queue.poll(); fiber != null; fiber = queue.poll()) {
      queued.remove(fiber);
      fiber.wake();
    }
  }
}
