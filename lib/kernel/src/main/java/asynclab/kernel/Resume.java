package asynclab.kernel;

import asynclab.kernel.NotebookFile.Cell;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;

/// What a section of a notebook needs from the cells above it, rebuilt in a kernel that has not run
/// them: after a kernel was culled, one cell brings a learner back to where they were.
///
/// Of the cells above, those tagged `setup` or `keep` run whole. Of the others only what they
/// *declare* is taken: imports, types and methods as they stand, and variables with their type and
/// no value, for a section mostly gives them a new one. Statements do not run: they are what takes
/// long, and their outputs are not needed. Cells tagged `exercise`, `resume` or `raises-exception`
/// are left out. A section with an exercise needs the `setup` cells alone: none of the lab's builds
/// on what a chapter has made, and nobody waits for it.
///
/// A cell counts as run if the kernel has run a cell of this id, whatever its text was then (it may
/// have been edited since, or not been saved), or one with this text.
final class Resume {
  private static final String[] WHOLE = {"setup", "keep"};
  private static final String[] LEFT_OUT = {"resume", "exercise", "raises-exception"};

  /// What is asked of the kernel, so that a test needs none.
  interface Kernel {
    /// Where cells are compiled.
    JShell shell();

    /// Runs the text of a cell, its magics included, on this thread; throws what it throws.
    void run(String source);

    /// A cell's text with its magics as Java.
    String java(String source);

    /// The cells that have run; those rebuilt are entered too.
    RunCells ran();
  }

  private final Kernel kernel;

  Resume(Kernel kernel) {
    this.kernel = kernel;
  }

  /// Rebuilds what a section needs; says in one line what that was, or nothing if nothing was
  /// missing.
  Optional<String> section(String heading, Optional<Path> named, Path folder) throws IOException {
    var start = System.nanoTime();
    var notebook = NotebookFile.with(heading, named, folder);
    var missing = missing(needed(notebook, heading));
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    missing.forEach(this::rebuild);
    return Optional.of(summary(missing, Duration.ofNanos(System.nanoTime() - start)));
  }

  private static List<Cell> needed(NotebookFile notebook, String heading) {
    var above = notebook.above(heading).orElseThrow();
    return notebook.hasExercise(heading)
        ? above.stream().filter(cell -> cell.has("setup")).toList()
        : above;
  }

  private static String summary(List<Cell> cells, Duration took) {
    var whole = cells.stream().filter(cell -> cell.has(WHOLE)).count();
    return "Rebuilt in %.1f s from %s above: %d run whole, of %d only what they declare."
        .formatted(
            took.toMillis() / 1e3,
            cells.size() == 1 ? "1 cell" : cells.size() + " cells",
            whole,
            cells.size() - whole);
  }

  private List<Cell> missing(List<Cell> above) {
    return above.stream()
        .filter(cell -> !cell.has(LEFT_OUT) && !cell.source().isBlank())
        .filter(cell -> !kernel.ran().contains(cell.id(), cell.source()))
        .toList();
  }

  private void rebuild(Cell cell) {
    try {
      if (cell.has(WHOLE)) {
        kernel.run(cell.source());
      } else {
        pieces(kernel.java(cell.source())).forEach(this::declare);
      }
    } catch (RuntimeException failed) {
      throw new IllegalStateException(
          "resume: %s cannot be rebuilt: %s. Put it right, save the notebook, and run this cell again"
              .formatted(cell.where(), failed.getMessage()),
          failed);
    }
    kernel.ran().note(cell.id(), cell.source());
  }

  /// Whether a piece may be a declaration, at a glance: annotations, or two words one after another
  /// that do not begin a statement. JShell's own answer compiles the piece, which a notebook full
  /// of statements would feel; so it is asked only about these.
  static boolean mayDeclare(String piece) {
    return MAY_DECLARE.matcher(piece).lookingAt();
  }

  private static final Pattern MAY_DECLARE =
      Pattern.compile(
          """
          (?x) (?: \\s | //.*\\R | /\\*(?s:.*?)\\*/ )*+          # blanks and comments
          (?! (?: assert | do | for | if | new | return | switch | synchronized | throw | try | while ) \\b )
          (?: [@<] | [\\w.]+ \\s* (?: < [^;{}()=]* > )? (?: \\s* \\[ \\s* \\] )* \\s+ \\w  # type, name
            | [\\w.]+ \\s* (?: < [^;{}()=]* > | \\[ \\s* \\] ) \\s* \\w )
          """);

  private void declare(String piece) {
    if (!mayDeclare(piece)) {
      return;
    }
    for (var snippet : snippets(piece)) {
      if (!declares(snippet)) {
        return;
      }
      if (!(snippet instanceof VarSnippet variable)) {
        kernel.run(piece);
        return;
      }
      if (kernel.shell().variables().noneMatch(other -> other.name().equals(variable.name()))) {
        kernel.run("%s %s;".formatted(variable.typeName(), variable.name()));
      }
    }
  }

  private static boolean declares(Snippet snippet) {
    return switch (snippet.kind()) {
      case IMPORT, METHOD, TYPE_DECL -> true;
      case VAR -> snippet.subKind() != Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
      case STATEMENT, EXPRESSION, ERRONEOUS -> false;
    };
  }

  private List<Snippet> snippets(String piece) {
    return kernel.shell().sourceCodeAnalysis().sourceToSnippets(piece);
  }

  /// The declarations, statements and expressions that a cell consists of.
  private List<String> pieces(String source) {
    var pieces = new ArrayList<String>();
    var analysis = kernel.shell().sourceCodeAnalysis();
    var info = analysis.analyzeCompletion(source);
    while (info.completeness().isComplete()) {
      pieces.add(info.source());
      info = analysis.analyzeCompletion(info.remaining());
    }
    return pieces;
  }
}
