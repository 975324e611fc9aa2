package asynclab.executor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// All tasks of a [WorkStealing] that have not ended, and whether more are taken.
///
/// Who adds a task looks afterwards whether it still may; who refuses more says so first and then
/// looks who lives. So a task is either refused or seen by whoever ends them.
///
/// They stand in lists whose links lie in the tasks; there are several, so that workers who begin
/// and end tasks at the same time seldom meet at one lock. A map from number to task cost as much
/// as all the rest of a short task.
///
/// Threads: any.
final class SharedLiving {
  /// How long a cancelled task has for its last turn.
  static final Duration GRACE = Duration.ofSeconds(1);

  private static final int NAMED_MAX = 8;

  /// A power of two.
  private static final int PARTS = 16;

  private final List<Part> parts = IntStream.range(0, PARTS).mapToObj(_ -> new Part()).toList();
  private volatile @Nullable String refusal;
  private volatile @Nullable IllegalStateException failure;
  private boolean closed;

  /// @throws IllegalStateException when no more are taken, with the reason
  void add(SharedTask<?> task) {
    checkOpen();
    part(task).add(task);
    try {
      checkOpen();
    } catch (IllegalStateException refused) {
      remove(task);
      throw refused;
    }
  }

  private Part part(SharedTask<?> task) {
    return parts.get((int) task.id & PARTS - 1);
  }

  /// Some of those that live.
  private static final class Part {
    private @Nullable SharedTask<?> first;

    synchronized void add(SharedTask<?> task) {
      var next = first;
      task.nextLiving = next;
      if (next != null) next.previousLiving = task;
      first = task;
    }

    synchronized void remove(SharedTask<?> task) {
      var before = task.previousLiving;
      var after = task.nextLiving;
      if (before == null) first = after;
      else before.nextLiving = after;
      if (after != null) after.previousLiving = before;
      task.previousLiving = null;
      task.nextLiving = null;
    }

    synchronized boolean isEmpty() {
      return first == null;
    }

    synchronized void copyInto(List<SharedTask<?>> all) {
      for (var task = first; task != null; task = task.nextLiving) all.add(task);
    }
  }

  private void checkOpen() {
    var failed = failure;
    if (failed != null) throw new IllegalStateException(failed.getMessage(), failed.getCause());
    if (refusal != null) throw new IllegalStateException("this runtime " + refusal);
  }

  void remove(SharedTask<?> task) {
    part(task).remove(task);
    if (refusal == null || !isEmpty()) return;
    synchronized (this) {
      notifyAll();
    }
  }

  private boolean isEmpty() {
    for (var part : parts) if (!part.isEmpty()) return false;
    return true;
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
    for (var task : all()) {
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
    while (!isEmpty()) {
      var left = patience.minusNanos(System.nanoTime() - start);
      if (left.isNegative() || left.isZero()) return;
      TimeUnit.NANOSECONDS.timedWait(this, TimeUnit.NANOSECONDS.convert(left));
    }
  }

  private List<SharedTask<?>> all() {
    var all = new ArrayList<SharedTask<?>>();
    for (var part : parts) part.copyInto(all);
    all.sort(Comparator.comparingLong(task -> task.id));
    return all;
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
