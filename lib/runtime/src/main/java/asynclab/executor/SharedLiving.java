package asynclab.executor;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// All tasks of a [WorkStealing] that have not ended, and whether more are taken.
///
/// Who adds a task looks afterwards whether it still may; who refuses more says so first and then
/// looks who lives. So a task is either refused or seen by whoever ends them.
///
/// Threads: any.
final class SharedLiving {
  /// How long a cancelled task has for its last turn.
  static final Duration GRACE = Duration.ofSeconds(1);

  private static final int NAMED_MAX = 8;

  private final ConcurrentHashMap<Long, SharedTask<?>> tasks = new ConcurrentHashMap<>();
  private volatile @Nullable String refusal;
  private volatile @Nullable IllegalStateException failure;
  private boolean closed;

  /// @throws IllegalStateException when no more are taken, with the reason
  void add(SharedTask<?> task) {
    checkOpen();
    tasks.put(task.id, task);
    try {
      checkOpen();
    } catch (IllegalStateException refused) {
      remove(task);
      throw refused;
    }
  }

  private void checkOpen() {
    var failed = failure;
    if (failed != null) throw new IllegalStateException(failed.getMessage(), failed.getCause());
    if (refusal != null) throw new IllegalStateException("this runtime " + refusal);
  }

  void remove(SharedTask<?> task) {
    tasks.remove(task.id);
    if (refusal == null || !tasks.isEmpty()) return;
    synchronized (this) {
      notifyAll();
    }
  }

  /// From now on no task is taken.
  ///
  /// @return whether this is the first time
  synchronized boolean refuse(String why) {
    if (closed) return false;
    closed = true;
    refusal = why;
    return true;
  }

  /// From now on no task is taken, and those that are cancelled end with `cause`.
  ///
  /// @return whether this is the first failure
  synchronized boolean fail(Throwable cause) {
    if (failure != null) return false;
    failure = new IllegalStateException("this runtime has failed: " + cause, cause);
    return true;
  }

  void cancelAll() {
    var failed = failure;
    for (var task : tasks.values()) {
      if (failed == null) task.cancel();
      else task.end(failed);
    }
  }

  /// Waits until no task lives, for `patience` at most; an interrupt ends that and stays set.
  ///
  /// @return who lives
  List<SharedTask<?>> awaitEnd(Duration patience) {
    var interrupted = Thread.interrupted();
    try {
      waitFor(patience);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) Thread.currentThread().interrupt();
    return all();
  }

  private synchronized void waitFor(Duration patience) throws InterruptedException {
    var start = System.nanoTime();
    while (!tasks.isEmpty()) {
      var left = patience.minusNanos(System.nanoTime() - start);
      if (left.isNegative() || left.isZero()) return;
      TimeUnit.NANOSECONDS.timedWait(this, TimeUnit.NANOSECONDS.convert(left));
    }
  }

  private List<SharedTask<?>> all() {
    var all = tasks.values().stream();
    return all.<SharedTask<?>>map(task -> task)
        .sorted(Comparator.comparingLong(t -> t.id))
        .toList();
  }

  /// The first of them, and how many more there are.
  @Override
  public String toString() {
    var all = all();
    if (all.isEmpty()) return "no task lives";
    var text = String.join("; ", all.stream().limit(NAMED_MAX).map(Object::toString).toList());
    return all.size() > NAMED_MAX ? text + "; and " + (all.size() - NAMED_MAX) + " more" : text;
  }
}
