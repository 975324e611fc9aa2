package asynclab.executor;

import java.util.List;

/// Tasks failed, and nobody has awaited them. The cause is the first one's failure; those of the
/// others are suppressed ones.
@SuppressWarnings("serial") // is never written anywhere
public final class TaskFailedException extends RuntimeException {
  TaskFailedException(List<Spawned<?>> failed, long more) {
    super(text(failed, more), failed.getFirst().untoldFailure());
    for (var other : failed.subList(1, failed.size())) {
      var failure = other.untoldFailure();
      if (failure != null && !failure.equals(getCause())) addSuppressed(failure);
    }
  }

  private static String text(List<Spawned<?>> failed, long more) {
    var others = failed.size() - 1 + more;
    return "%s failed, and nobody awaited it: %s%s"
        .formatted(
            failed.getFirst().name(),
            failed.getFirst().untoldFailure(),
            others == 0 ? "" : " (and " + others + " more)");
  }
}
