package asynclab.kernel;

import asynclab.futures.AwaitTrace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The trace of something thrown, as lines of cells.
///
/// What stands between the learner's code and the machine (JShell, the kernel, coroutines'
/// plumbing, reflection) is left out, and a trace is at most [#LIMIT] lines long: a stack that
/// overflowed has thousands.
final class StackText {
  static final String INDENT = "    ";
  private static final int LIMIT = 12;
  private static final int LAST = 3;
  private static final int CAUSES = 5;
  private static final List<String> MACHINERY =
      List.of(
          "asynclab.coroutines.",
          "asynclab.kernel.",
          "org.dflib.jjava.",
          "jdk.jshell.",
          "jdk.internal.reflect.",
          "java.lang.reflect.",
          "java.lang.invoke.",
          "REPL.");

  private StackText() {}

  static List<String> of(Throwable thrown, CellBook book) {
    var lines = new ArrayList<String>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    var intro = "";
    for (@Nullable Throwable e = thrown; e != null && seen.size() < CAUSES; e = e.getCause()) {
      if (!seen.add(e)) break;
      lines.add(intro + ErrorText.title(e));
      lines.addAll(shortened(folded(frames(e, book))));
      for (var suppressed : e.getSuppressed()) {
        if (!(suppressed instanceof AwaitTrace hop)) continue;
        lines.add(hop.toString());
        lines.addAll(shortened(folded(frames(hop, book))));
      }
      intro = "Caused by ";
    }
    return lines;
  }

  /// One line a frame, down to the last one of a cell; all of them where no cell takes part.
  private static List<String> frames(Throwable e, CellBook book) {
    var lines = new ArrayList<String>();
    var end = 0;
    for (var frame : e.getStackTrace()) {
      var line = book.lineOf(frame);
      if (line.isPresent()) {
        lines.add(INDENT + ErrorText.place(line.get()));
        end = lines.size();
      } else if (MACHINERY.stream().noneMatch(frame.getClassName()::startsWith)) {
        lines.add(INDENT + "in " + frame.getClassName() + "." + frame.getMethodName());
      }
    }
    return end == 0 ? lines : lines.subList(0, end);
  }

  /// A line that follows itself is said once, with how often.
  private static List<String> folded(List<String> lines) {
    var folded = new ArrayList<String>();
    for (var i = 0; i < lines.size(); ) {
      var next = i + 1;
      while (next < lines.size() && lines.get(next).equals(lines.get(i))) next++;
      var times = next - i;
      folded.add(times == 1 ? lines.get(i) : "%s   (%,d times)".formatted(lines.get(i), times));
      i = next;
    }
    return folded;
  }

  private static List<String> shortened(List<String> lines) {
    if (lines.size() <= LIMIT) return lines;
    var first = LIMIT - LAST - 1;
    var shortened = new ArrayList<>(lines.subList(0, first));
    shortened.add("%s… %,d more".formatted(INDENT, lines.size() - first - LAST));
    shortened.addAll(lines.subList(lines.size() - LAST, lines.size()));
    return shortened;
  }
}
