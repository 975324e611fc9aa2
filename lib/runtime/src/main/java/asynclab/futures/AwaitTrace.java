package asynclab.futures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// Who awaits a failure that was made somewhere else.
///
/// A failure carries the stack of the place where it was made. When that is inside a poll, the
/// stack *is* the chain of awaiters, because polls descend from the root of the task: nothing is
/// missing. But a failure may be made on another thread, or in another task, or be kept and handed
/// out later. Then its stack says nothing of those who await it, and one of these is hung on it (a
/// suppressed exception) for each hop, with the frames of the awaiters:
///
/// ```
/// java.io.IOException: connection reset
///     at Resolver.lookUp(Resolver.java:40)
///     at java.base/java.util.concurrent.ThreadPoolExecutor.runWorker(…)
///     Suppressed: awaited by
///         at Page.load(Page.java:12)
///         at Site.all(Site.java:30)
/// ```
///
/// Nothing of this costs anything while nothing fails.
public final class AwaitTrace extends Exception {
  /// More hops than this are not noted: an exception that is thrown for ever must not grow for
  /// ever.
  static final int HOPS_MAX = 8;

  /// More frames than this are not noted for one hop.
  static final int FRAMES_MAX = 32;

  private static final long serialVersionUID = 1L;

  /// How many frames are looked at: a stack that overflows is not walked to its end.
  private static final int FRAMES_SEEN_MAX = 1024;

  /// They stand between any two awaiters, and say nothing about either.
  private static final Set<String> PLUMBING =
      Set.of(
          "asynclab.coroutines.Coroutine",
          "asynclab.coroutines.bytecode.Machine",
          AwaitTrace.class.getName(),
          Polled.class.getName(),
          Ready.class.getName(),
          Ready.Failure.class.getName(),
          Once.class.getName(),
          Child.class.getName(),
          Children.class.getName());

  /// The name of a machine whose code stands in another class: that one is the awaiter.
  private static final String WOVEN = "$Machine";

  private static final String EXECUTOR = "asynclab.executor.";

  private AwaitTrace(List<StackTraceElement> awaiters) {
    super("awaited by", null, false, true);
    setStackTrace(awaiters.toArray(StackTraceElement[]::new));
  }

  /// Notes on `cause` who awaits it: those who are polling now. To be called where a failure comes
  /// in that was made elsewhere; [Ready.Failure#get] does it for all others. Does nothing when the
  /// cause tells as much already, so a failure that is thrown on from awaiter to awaiter is noted
  /// once.
  ///
  /// Threads: any, also with the same cause.
  public static void add(Throwable cause) {
    var awaiters = awaiters();
    if (awaiters.isEmpty()) return;
    synchronized (cause) { // two tasks may await the same failure
      var hops = hops(cause);
      if (hops.size() >= HOPS_MAX || tells(cause, awaiters)) return;
      for (var hop : hops) {
        if (tells(hop, awaiters)) return;
      }
      cause.addSuppressed(new AwaitTrace(awaiters));
    }
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this; // the frames are those of the awaiters
  }

  @Override
  @SuppressWarnings("OverrideThrowableToString") // in a printed trace it stands without its class
  public String toString() {
    return getStackTrace().length < FRAMES_MAX
        ? "awaited by"
        : "awaited by (the innermost %d)".formatted(FRAMES_MAX);
  }

  private static List<AwaitTrace> hops(Throwable cause) {
    return Arrays.stream(cause.getSuppressed())
        .filter(AwaitTrace.class::isInstance)
        .map(AwaitTrace.class::cast)
        .toList();
  }

  /// The innermost first, up to the executor that polls the task.
  private static List<StackTraceElement> awaiters() {
    return StackWalker.getInstance()
        .walk(frames -> {
          var found = new ArrayList<StackTraceElement>();
          var seen = frames.limit(FRAMES_SEEN_MAX).iterator();
          while (seen.hasNext() && found.size() < FRAMES_MAX) {
            var frame = seen.next();
            var executor = frame.getClassName().startsWith(EXECUTOR);
            if (executor && !found.isEmpty()) break;
            if (!executor && !isPlumbing(frame.getClassName())) {
              found.add(frame.toStackTraceElement());
            }
          }
          return found;
        });
  }

  private static boolean isPlumbing(String className) {
    return PLUMBING.contains(className) || className.endsWith(WOVEN);
  }

  /// Whether the awaiters stand in that trace, one after the other: also those that await
  /// themselves, each time with another argument.
  private static boolean tells(Throwable trace, List<StackTraceElement> awaiters) {
    var told = Arrays.stream(trace.getStackTrace()).filter(f -> !isPlumbing(f.getClassName()));
    return Collections.indexOfSubList(
            told.map(AwaitTrace::method).toList(),
            awaiters.stream().map(AwaitTrace::method).toList())
        >= 0;
  }

  private static String method(StackTraceElement frame) {
    return frame.getClassName() + "." + frame.getMethodName();
  }
}
