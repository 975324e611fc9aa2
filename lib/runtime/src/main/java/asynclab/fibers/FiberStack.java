package asynclab.fibers;

import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;
import org.jspecify.annotations.Nullable;

/// The stack of a fiber: the JDK's `Continuation`, the part of a virtual thread that is a stack.
///
/// [#run] goes on where it was left, on the stack of the thread that calls it; `yield` copies the
/// frames above that call into the heap and returns from `run`. So the garbage collector knows all
/// frames at any time, which is what a hand-made stack cannot offer.
final class FiberStack extends Continuation {
  private static final ContinuationScope SCOPE = new ContinuationScope("asynclab.fibers");

  final Fiber<?> fiber;

  FiberStack(Fiber<?> fiber, Runnable body) {
    super(SCOPE, body);
    this.fiber = fiber;
  }

  /// The fiber whose stack the caller stands on, or null.
  static @Nullable Fiber<?> current() {
    return getCurrentContinuation(SCOPE) instanceof FiberStack stack ? stack.fiber : null;
  }

  /// Leaves the caller's stack, until somebody runs it again.
  static void leave() {
    Continuation.yield(SCOPE);
  }

  /// Called by the JDK on this very stack, which it could not leave.
  @Override
  protected void onPinned(Pinned reason) {
    fiber.stays();
    throw new PinnedException(PinnedException.Reason.valueOf(reason.name()), fiber.name());
  }
}
