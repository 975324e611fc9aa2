package asynclab.executor;

import java.util.ArrayList;
import java.util.List;

/// The tasks that failed, until somebody is told: whoever awaits them, or else whoever runs the
/// loop.
final class Failures {
  private static final int KEPT_MAX = 16;

  private final List<Task<?>> kept = new ArrayList<>();
  private long dropped;

  void note(Task<?> task) {
    if (task.untoldFailure() == null) return;
    if (kept.size() == KEPT_MAX) kept.removeIf(known -> known.untoldFailure() == null);
    if (kept.size() < KEPT_MAX) kept.add(task);
    else dropped++;
  }

  /// Throws what nobody has been told, and forgets it.
  void report() {
    kept.removeIf(task -> task.untoldFailure() == null);
    if (kept.isEmpty()) return;
    var exception = new TaskFailedException(List.copyOf(kept), dropped);
    kept.clear();
    dropped = 0;
    throw exception;
  }
}
