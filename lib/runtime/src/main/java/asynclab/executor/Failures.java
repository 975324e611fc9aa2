package asynclab.executor;

import java.util.ArrayList;
import java.util.List;

/// The tasks that failed, until somebody is told: whoever awaits them, or else whoever runs the
/// loop.
///
/// Threads: any.
final class Failures {
  private static final int KEPT_MAX = 16;

  private final List<Spawned<?>> kept = new ArrayList<>();
  private long dropped;

  void note(Spawned<?> task) {
    if (task.untoldFailure() != null) keep(task);
  }

  private synchronized void keep(Spawned<?> task) {
    if (kept.size() == KEPT_MAX) kept.removeIf(known -> known.untoldFailure() == null);
    if (kept.size() < KEPT_MAX) kept.add(task);
    else dropped++;
  }

  /// Throws what nobody has been told, and forgets it.
  synchronized void report() {
    kept.removeIf(task -> task.untoldFailure() == null);
    if (kept.isEmpty()) return;
    var exception = new TaskFailedException(List.copyOf(kept), dropped);
    kept.clear();
    dropped = 0;
    throw exception;
  }
}
