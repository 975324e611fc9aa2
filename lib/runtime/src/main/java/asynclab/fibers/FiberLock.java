package asynclab.fibers;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// A lock that a fiber owns, and not its thread: it may give way while it holds it.
///
/// ```java
/// lock.lock();
/// try { … Fiber.yield(); … } finally { lock.unlock(); }
/// ```
///
/// Fair: it is handed to whoever has waited longest. Not reentrant: a fiber that takes it twice is
/// told so. All fibers that use one have the same scheduler, so it needs no lock itself.
public final class FiberLock {
  private final ArrayDeque<Fiber<?>> waiting = new ArrayDeque<>();
  private @Nullable Fiber<?> owner;

  /// A lock that nobody holds.
  public FiberLock() {}

  /// Takes the lock; waits until it is the caller's turn.
  ///
  /// @throws java.util.concurrent.CancellationException when the fiber was cancelled: it does not
  ///   hold the lock then
  /// @throws IllegalStateException when the caller holds it already, or its owner has another
  ///   scheduler
  public void lock() {
    var me = Fiber.current();
    if (owner == null) owner = me;
    else await(me, owner);
  }

  private void await(Fiber<?> me, Fiber<?> holder) {
    if (holder == me) throw new IllegalStateException(me.name() + " holds this lock already");
    if (holder.scheduler != me.scheduler) {
      throw new IllegalStateException(
          "%s holds this lock and has another scheduler than %s"
              .formatted(holder.name(), me.name()));
    }
    waiting.add(me);
    try {
      while (owner != me) me.parkFor(this);
    } catch (RuntimeException e) {
      if (owner == me) handOn();
      else waiting.remove(me);
      throw e;
    }
  }

  /// Gives the lock back, or rather to the next who waits.
  ///
  /// @throws IllegalStateException when the caller does not hold it
  public void unlock() {
    var me = Fiber.current();
    if (owner != me) {
      throw new IllegalStateException(
          "%s unlocks a lock that it does not hold: %s".formatted(me.name(), this));
    }
    handOn();
  }

  private void handOn() {
    owner = waiting.poll();
    if (owner != null) owner.wake();
  }

  @Override
  public String toString() {
    return owner == null ? "a free lock" : "a lock that " + owner.name() + " holds";
  }
}
