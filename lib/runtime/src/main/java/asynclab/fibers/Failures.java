package asynclab.fibers;

import java.util.ArrayList;
import java.util.List;

/// The fibers that failed, until somebody is told: the joiner, or else whoever runs the scheduler.
final class Failures {
  private static final int KEPT_MAX = 16;

  private final List<Fiber<?>> kept = new ArrayList<>();
  private long dropped;

  void note(Fiber<?> fiber) {
    if (fiber.unjoinedFailure() == null) return;
    if (kept.size() == KEPT_MAX) kept.removeIf(known -> known.unjoinedFailure() == null);
    if (kept.size() < KEPT_MAX) kept.add(fiber);
    else dropped++;
  }

  /// Throws what nobody has been told, and forgets it.
  void report() {
    kept.removeIf(fiber -> fiber.unjoinedFailure() == null);
    if (kept.isEmpty()) return;
    var exception = new FiberFailedException(List.copyOf(kept), dropped);
    kept.clear();
    dropped = 0;
    throw exception;
  }
}
