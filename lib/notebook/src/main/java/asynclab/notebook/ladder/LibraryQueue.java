package asynclab.notebook.ladder;

import asynclab.executor.Scheduler;
import java.util.ArrayDeque;

/// First come, first served, as the library's loop has it.
final class LibraryQueue<T> implements Scheduler<T> {
  private final ArrayDeque<T> ready = new ArrayDeque<>();

  @Override
  public void add(T task) {
    ready.addLast(task);
  }

  @Override
  public T take() {
    if (ready.isEmpty()) throw new IllegalStateException("nobody is ready");
    return ready.removeFirst();
  }

  @Override
  public int size() {
    return ready.size();
  }
}
