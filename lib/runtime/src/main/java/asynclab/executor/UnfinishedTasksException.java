package asynclab.executor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Tasks had not ended when their runtime was to end. For each that did not even end when it was
/// cancelled a suppressed exception shows where its thread stood.
@SuppressWarnings("serial") // is never written anywhere
public final class UnfinishedTasksException extends RuntimeException {
  private static final int NAMED_MAX = 8;

  /// A task that did not end, and why that is.
  ///
  /// @param text what it is and where it stands, in words
  /// @param stack where its thread stands; empty when no thread polls it
  record Stuck(String text, List<StackTraceElement> stack) {}

  private UnfinishedTasksException(String message) {
    super(message);
  }

  /// @param late who had not ended after `patience`, in words
  /// @param stuck who did not end when it was cancelled
  static UnfinishedTasksException of(Duration patience, List<String> late, List<Stuck> stuck) {
    var parts = new ArrayList<String>();
    if (!late.isEmpty()) {
      parts.add("not ended after %s, and cancelled: %s".formatted(patience, named(late)));
    }
    if (!stuck.isEmpty()) {
      var texts = stuck.stream().map(Stuck::text).toList();
      parts.add("not ended even when cancelled: " + named(texts));
    }
    var exception = new UnfinishedTasksException(String.join(". ", parts));
    for (var task : stuck) {
      var stands = new Exception("where " + task.text + " stands");
      stands.setStackTrace(task.stack.toArray(StackTraceElement[]::new));
      exception.addSuppressed(stands);
    }
    return exception;
  }

  private static String named(List<String> tasks) {
    var first = String.join("; ", tasks.stream().limit(NAMED_MAX).toList());
    var more = tasks.size() - NAMED_MAX;
    return more > 0 ? first + "; and " + more + " more" : first;
  }
}
