package asynclab.simulation;

import asynclab.executor.Scheduler;
import java.util.ArrayList;
import java.util.List;

/// Takes any of those that are ready. Nobody is passed over for ever, as the seeds go.
final class SeededScheduler<T> implements Scheduler<T> {
  private final Chance chance;
  private final List<T> ready = new ArrayList<>();

  SeededScheduler(Chance chance) {
    this.chance = chance;
  }

  @Override
  public void add(T task) {
    ready.add(task);
  }

  @Override
  public T take() {
    if (ready.isEmpty()) throw new IllegalStateException("nobody is ready");
    var taken = chance.below(ready.size());
    var last = ready.removeLast();
    return taken == ready.size() ? last : ready.set(taken, last);
  }

  @Override
  public int size() {
    return ready.size();
  }
}
