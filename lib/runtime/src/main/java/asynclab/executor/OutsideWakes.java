package asynclab.executor;

import asynclab.poll.Wakeup;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The tasks that other threads have woken since the loop last looked; each of them once, however
/// often it was woken.
final class OutsideWakes {
  private final Thread owner = Thread.currentThread();
  private final Wakeup wakeup;
  private final ConcurrentLinkedQueue<Task<?>> queue = new ConcurrentLinkedQueue<>();
  private final Set<Task<?>> queued = ConcurrentHashMap.newKeySet();

  OutsideWakes(Wakeup wakeup) {
    this.wakeup = wakeup;
  }

  /// From any thread.
  void add(Task<?> task) {
    if (!queued.add(task)) return;
    queue.add(task);
    wakeup.wake();
  }

  /// Ends the wait of the loop, if it is another thread that calls.
  void knock() {
    if (Thread.currentThread() != owner) wakeup.wake();
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
