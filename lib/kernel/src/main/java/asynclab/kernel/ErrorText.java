package asynclab.kernel;

import asynclab.coroutines.bytecode.WeaveException;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;
import org.dflib.jjava.jupyter.kernel.magic.UndefinedMagicException;
import org.dflib.jjava.kernel.execution.CompilationException;
import org.dflib.jjava.kernel.execution.EvaluationInterruptedException;
import org.dflib.jjava.kernel.execution.IncompleteSourceException;

/// What a learner reads about a cell that failed: what went wrong by its real name, where in the
/// cells, and, where a usual mistake is behind it, one sentence with the cure.
///
/// In reading order: this class, which tells the cases apart; [StackText], what was thrown;
/// [CompileText], what does not compile; [Cures], the sentences.
record ErrorText(String name, String message, List<String> lines) {
  /// What an error is explained with.
  record Context(JShell shell, CellBook book, WipedVariables wiped) {}

  static ErrorText of(Exception failure, Context context) {
    return switch (failure) {
      case CompilationException e ->
          CompileText.of(e.getBadSnippetCompilation().snippet(), context);
      case IncompleteSourceException e -> incomplete(e, context);
      case EvaluationInterruptedException _ ->
          new ErrorText("Stopped", "interrupted by the stop button", List.of("Stopped."));
      case CellException e -> thrown(e, context);
      case WeaveException e -> refused(e, context);
      default -> new ErrorText(nameOf(failure), messageOf(failure), List.of(title(failure)));
    };
  }

  private static ErrorText thrown(CellException failure, Context context) {
    var thrown = failure.thrown();
    if (thrown instanceof UnresolvedReferenceException e) {
      return unresolved(e, failure.snippet(), context);
    }
    var lines = new ArrayList<>(StackText.of(thrown, context.book()));
    if (thrown instanceof UndefinedMagicException) lines.add(Cures.magic());
    return new ErrorText(nameOf(thrown), messageOf(thrown), lines);
  }

  /// A method marked `@Async` that cannot become a coroutine, or an await where none can be.
  private static ErrorText refused(WeaveException failure, Context context) {
    var lines = new ArrayList<String>();
    for (var refusal : failure.refusals()) {
      lines.add((lines.isEmpty() ? red("CompileError") + ": " : "") + Cures.ofRefusal(refusal));
      context
          .book()
          .lineOf(refusal.type(), refusal.line())
          .ifPresent(line -> lines.add(StackText.INDENT + place(line)));
    }
    return new ErrorText("CompileError", Cures.ofRefusal(failure.refusals().getFirst()), lines);
  }

  /// A method or a class was defined before what it mentions, and is used before it, too.
  private static ErrorText unresolved(
      UnresolvedReferenceException e, Snippet user, Context context) {
    var missing = context.shell().unresolvedDependencies(e.getSnippet()).toList();
    var message =
        e.getSnippet().name() + " mentions " + String.join(", ", missing) + ", not defined so far";
    var lines = new ArrayList<>(List.of(red("NotDefined") + ": " + message));
    context.book().lineOf(user).ifPresent(line -> lines.add(StackText.INDENT + place(line)));
    lines.add(Cures.ofMissing(missing));
    return new ErrorText("NotDefined", message, lines);
  }

  private static ErrorText incomplete(IncompleteSourceException e, Context context) {
    var message = "the cell ends in the middle of a statement";
    var first = e.getSource().lines().findFirst().orElse("");
    return new ErrorText(
        "CompileError",
        message,
        List.of(
            red("CompileError") + ": " + message,
            StackText.INDENT + where(first, context) + first,
            "A closing bracket, brace or quote is missing, or what follows an operator."));
  }

  private static String where(String text, Context context) {
    var cell = context.book().passage().map(CellBook.Passage::cell);
    if (cell.isEmpty()) return "";
    var at = cell.get().source().indexOf(text);
    return at < 0
        ? ""
        : "cell [%d], line %d: "
            .formatted(cell.get().number(), 1 + CellBook.lineEnds(cell.get().source(), at));
  }

  static String place(CellBook.Line line) {
    return "cell [%d], line %d: %s".formatted(line.cell().number(), line.number(), line.text());
  }

  static String title(Throwable e) {
    return messageOf(e).isEmpty() ? red(nameOf(e)) : red(nameOf(e)) + ": " + messageOf(e);
  }

  static String nameOf(Throwable e) {
    var name = e.getClass().getSimpleName();
    return name.isEmpty() ? e.getClass().getName() : name;
  }

  static String messageOf(Throwable e) {
    var message = e.getLocalizedMessage();
    return message == null ? "" : message;
  }

  /// Bold and red where colours show; a reader without them sees the same words.
  static String red(String text) {
    return "\u001b[1;31m" + text + "\u001b[0m";
  }
}
