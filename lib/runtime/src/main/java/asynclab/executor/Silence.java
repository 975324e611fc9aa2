package asynclab.executor;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;

/// All tasks sleep, and neither a deadline nor a source is there to wake one. Is it another thread
/// that they wait for, or nobody?
///
/// A waker that nobody holds can never be called. So when the silence has lasted for a while, the
/// loop lets go of its tasks' wakers and asks the garbage collector which of them are held
/// elsewhere. If none is, this is a deadlock for certain. The other way round it is not certain: a
/// forgotten object that keeps a waker keeps the loop waiting. A collector that does not listen
/// (`-XX:+DisableExplicitGC`) says that all are held.
final class Silence {
  /// How long it has to last.
  static final Duration SUSPICIOUS = Duration.ofMillis(500);

  private boolean asked;

  /// Whether nobody has asked since it began.
  boolean isUnexplained() {
    return !asked;
  }

  void isOver() {
    asked = false;
  }

  /// @throws IllegalStateException when no task can ever be woken, by name
  void check(Living living) {
    asked = true;
    var wakers = new ArrayDeque<WeakReference<Task.Alarm>>();
    var joins = new ArrayList<Runnable>();
    living.forEach(task -> joins.add(task.forgetJoiner()));
    living.forEach(task -> wakers.add(task.forgetWaker()));
    System.gc();
    var held = wakers.stream().filter(waker -> waker.get() != null).count();
    living.forEach(task -> task.restoreWaker(wakers.removeFirst()));
    joins.forEach(Runnable::run);
    if (held > 0) return;
    throw new IllegalStateException("deadlock: nobody can wake " + living);
  }
}
