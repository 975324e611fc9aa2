package asynclab.notebook;

import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which classes of a notebook's cells have called a [Job], and so how many lines a model took.
final class Callers {
  private static final StackWalker WALKER = StackWalker.getInstance();
  private static final String OURS = Callers.class.getPackageName() + ".";

  /// As deep as a cell is looked for, and as long as one may be.
  private static final int DEEPEST = 64;

  private static final int LONGEST = 400;

  private final Set<String> classes = ConcurrentHashMap.newKeySet();
  private volatile boolean noting;

  /// From now on callers are noted; it costs a walk of the stack each time.
  void begin() {
    noting = true;
  }

  /// Notes the nearest caller that is neither the lab's nor the JDK's.
  void note() {
    if (!noting) return;
    WALKER
        .walk(frames ->
            frames
                .limit(DEEPEST)
                .map(StackWalker.StackFrame::getClassName)
                .filter(name -> !name.startsWith(OURS) && !name.startsWith("java."))
                .findFirst())
        .ifPresent(classes::add);
  }

  /// How many lines of cells these classes were made from, blank lines and comments left out; empty
  /// where no cell is known.
  OptionalInt lines() {
    var lines = new HashSet<SourceLines.Line>();
    for (var name : classes) {
      for (var line = 1; line <= LONGEST; line++) {
        Code.installed.of(name, line).ifPresent(lines::add);
      }
    }
    var count =
        (int)
            lines.stream()
                .map(line -> line.text().strip())
                .filter(text -> !text.isEmpty() && !text.startsWith("//"))
                .count();
    return count == 0 ? OptionalInt.empty() : OptionalInt.of(count);
  }
}
