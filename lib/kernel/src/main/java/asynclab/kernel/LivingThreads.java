package asynclab.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The threads that cells started and that still live, platform and virtual; never the one that
/// runs the cells, nor the JDK's own helpers, which belong to nobody.
final class LivingThreads {
  /// Timers of `jdk.httpserver`, whose other threads inherit nothing: they end with their server.
  private static final Set<String> HELPERS = Set.of("idle-timeout-task", "req-rsp-timeout-task");

  private LivingThreads() {}

  /// A thread and the cell that started it.
  record Living(Thread thread, Cell cell) {
    /// Interrupts it; a worker also loses its pool, which would start another in its place.
    void end() {
      if (thread instanceof ForkJoinWorkerThread worker) {
        worker.getPool().shutdownNow();
      }
      Insides.endOwner(thread);
      thread.interrupt();
    }

    /// Its name, for a sentence.
    String name() {
      if (!thread.getName().isEmpty()) return thread.getName();
      return (thread.isVirtual() ? "virtual thread #" : "thread #") + thread.threadId();
    }

    /// What it is in, for a sentence: the method that a line of a cell called, or what comes
    /// nearest to it.
    String whereabouts() {
      var frames = thread.getStackTrace();
      for (var i = 0; i < frames.length; i++) {
        if (frames[i].getClassName().startsWith("REPL.")) return nameOf(frames[Math.max(0, i - 1)]);
      }
      return frames.length == 0 ? "no method" : nameOf(frames[frames.length - 1]);
    }

    private static String nameOf(StackTraceElement frame) {
      return frame.getClassName() + "." + frame.getMethodName();
    }
  }

  /// Those of the cells that `which` picks, the oldest first.
  static List<Living> of(Predicate<Cell> which) {
    var found = new ArrayList<Living>();
    for (var thread : Insides.allThreads()) {
      var cell = thread == Thread.currentThread() ? null : Insides.inherited(Origin.key(), thread);
      if (cell != null && which.test(cell) && isOfTheLearner(thread, cell)) {
        found.add(new Living(thread, cell));
      }
    }
    found.sort(Comparator.comparingLong(living -> living.thread().threadId()));
    return found;
  }

  private static boolean isOfTheLearner(Thread thread, Cell cell) {
    return thread.isAlive() && !cell.isRunBy(thread) && !HELPERS.contains(thread.getName());
  }

  /// Their names for a sentence; of many without a name the number alone.
  static String names(List<Living> living) {
    var named =
        living.stream().filter(each -> !each.thread().getName().isEmpty()).map(Living::name);
    var nameless = living.stream().filter(each -> each.thread().getName().isEmpty()).count();
    var rest = nameless == 0 ? "" : nameless + (nameless == 1 ? " virtual one" : " virtual ones");
    var shown = named.limit(NAMES + 1).collect(Collectors.toCollection(ArrayList::new));
    if (shown.size() > NAMES) shown.set(NAMES, "…");
    if (!rest.isEmpty()) shown.add(rest);
    return String.join(", ", shown);
  }

  private static final int NAMES = 5;
}
