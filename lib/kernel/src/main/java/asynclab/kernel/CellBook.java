package asynclab.kernel;

import java.util.LinkedHashMap;
import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.jspecify.annotations.Nullable;

/// What every statement of every cell was, so that a class name and a line, which is all that a
/// stack trace has, lead back to the cell and the learner's own line.
///
/// JShell cuts a cell into snippets and compiles each into a class of its own, `REPL.$JShell$14`,
/// with lines of its own in front. Safe from any thread; holds the last [#LIMIT] snippets.
final class CellBook {
  static final int LIMIT = 10_000;

  /// A piece of source that is being evaluated: a cell, or text that a magic evaluates.
  ///
  /// @param firstLine the line of the cell that `source` starts at, from 1
  record Passage(Cell cell, String source, int firstLine) {}

  /// A line of a cell: its number from 1, and its text without the blanks around it.
  record Line(Cell cell, int number, String text) {}

  /// Where a snippet starts in its passage.
  private record Place(Passage passage, int offset) {}

  private final LinkedHashMap<Snippet, Place> places = new LinkedHashMap<>();
  private @Nullable JShell shell;
  private @Nullable Passage passage;
  private int offset;

  synchronized void attach(JShell shell) {
    this.shell = shell;
  }

  /// What is evaluated next; each snippet made from now on starts at or after `offset` in it.
  synchronized void turnTo(@Nullable Passage passage, int offset) {
    this.passage = passage;
    this.offset = offset;
  }

  /// What was evaluated last or is being evaluated; empty before the first cell.
  synchronized Optional<Passage> passage() {
    return Optional.ofNullable(passage);
  }

  /// JShell made a snippet; called before its code runs.
  synchronized void enter(Snippet snippet) {
    if (passage == null) return;
    var start = Math.max(offset, passage.source().indexOf(snippet.source(), offset));
    places.put(snippet, new Place(passage, start));
    if (places.size() > LIMIT) {
      var _ = places.pollFirstEntry();
    }
  }

  /// The line a snippet starts at.
  synchronized Optional<Line> lineOf(Snippet snippet) {
    return lineOf(snippet, 0);
  }

  /// The line of a cell that a stack frame stands in; empty for a frame of anything but a cell.
  Optional<Line> lineOf(StackTraceElement frame) {
    return lineOf(frame.getClassName(), frame.getLineNumber());
  }

  /// The line of a cell behind a line of a class of JShell's.
  synchronized Optional<Line> lineOf(String className, int line) {
    if (shell == null || line < 1) return Optional.empty();
    return Insides.snippetAt(shell, className, line)
        .flatMap(at -> lineOf(at.snippet(), at.linesBelowStart()));
  }

  private Optional<Line> lineOf(Snippet snippet, int linesBelow) {
    var place = places.get(snippet);
    if (place == null) return Optional.empty();
    var passage = place.passage();
    var line = lineEnds(passage.source(), place.offset()) + linesBelow;
    var text = passage.source().lines().skip(line).findFirst().orElse("").strip();
    return Optional.of(new Line(passage.cell(), passage.firstLine() + line, text));
  }

  /// How many lines end before `offset`.
  static int lineEnds(String source, int offset) {
    return (int) source.chars().limit(offset).filter(c -> c == '\n').count();
  }
}
