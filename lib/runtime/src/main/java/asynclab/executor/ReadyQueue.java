package asynclab.executor;

import org.jspecify.annotations.Nullable;

/// The tasks whose turn will come, first come first served.
///
/// A task is in it at most once, so the link to the next one lies in the task: nothing is
/// allocated, and the queue is bounded by the tasks that live.
final class ReadyQueue implements Scheduler<Task<?>> {
  private @Nullable Task<?> first;
  private @Nullable Task<?> last;
  private int size;

  @Override
  public int size() {
    return size;
  }

  @Override
  public void add(Task<?> task) {
    if (last == null) first = task;
    else last.nextReady = task;
    last = task;
    size++;
  }

  @Override
  public Task<?> take() {
    var task = first;
    if (task == null) throw new IllegalStateException("nobody is ready");
    first = task.nextReady;
    if (first == null) last = null;
    task.nextReady = null;
    size--;
    return task;
  }
}
