package asynclab.fibers;

import java.util.List;

/// Fibers failed, and nobody has joined them. The cause is the first one's failure; those of the
/// others are suppressed ones.
@SuppressWarnings("serial") // is never written anywhere
public final class FiberFailedException extends RuntimeException {
  FiberFailedException(List<Fiber<?>> failed, long more) {
    super(text(failed, more), failed.getFirst().unjoinedFailure());
    for (var other : failed.subList(1, failed.size())) {
      var failure = other.unjoinedFailure();
      if (failure != null) addSuppressed(failure);
    }
  }

  private static String text(List<Fiber<?>> failed, long more) {
    var others = failed.size() - 1 + more;
    return "%s failed, and nobody joined it: %s%s"
        .formatted(
            failed.getFirst().name(),
            failed.getFirst().unjoinedFailure(),
            others == 0 ? "" : " (and " + others + " more)");
  }
}
