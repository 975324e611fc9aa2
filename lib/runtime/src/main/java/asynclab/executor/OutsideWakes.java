package asynclab.executor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The tasks that other threads have woken since the loop last looked; each of them once, however
/// often it was woken.
final class OutsideWakes {
  private final Runnable endWait;
  private final ConcurrentLinkedQueue<Task<?>> queue = new ConcurrentLinkedQueue<>();
  private final Set<Task<?>> queued = ConcurrentHashMap.newKeySet();

  /// @param endWait ends the wait of the loop
  OutsideWakes(Runnable endWait) {
    this.endWait = endWait;
  }

  /// From any thread.
  void add(Task<?> task) {
    if (!queued.add(task)) return;
    queue.add(task);
    endWait.run();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /// On the loop's thread. A wake-up that comes after the task has left the set is another.
  void deliver() {
    for (var task = queue.poll(); task != null; task = queue.poll()) {
      queued.remove(task);
      task.wake();
    }
  }
}
