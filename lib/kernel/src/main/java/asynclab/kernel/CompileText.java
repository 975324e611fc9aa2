package asynclab.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import jdk.jshell.Snippet;

/// What does not compile: the cell's line, a caret below the place, javac's words, and the cure
/// where the mistake is a usual one.
final class CompileText {
  private static final int LIMIT = 5;
  private static final Pattern SYMBOL = Pattern.compile("symbol:\\s+(\\w+) (\\S+)");

  private CompileText() {}

  static ErrorText of(Snippet snippet, ErrorText.Context context) {
    var errors = context.shell().diagnostics(snippet).filter(Diag::isError).toList();
    var message = errors.isEmpty() ? "this does not compile" : summary(errors.getFirst());
    var lines = new ArrayList<String>();
    lines.add(ErrorText.red("CompileError") + ": " + message);
    for (var error : errors.subList(0, Math.min(LIMIT, errors.size()))) {
      if (!lines.isEmpty() && !error.equals(errors.getFirst())) lines.add(summary(error));
      lines.addAll(marked(error, snippet, context));
      Cures.of(error, symbol(error), snippet, context).ifPresent(lines::add);
    }
    return new ErrorText("CompileError", message, lines);
  }

  /// A name that javac could not resolve: `variable` and `count`, `method` and `go(int)`.
  record Symbol(String kind, String name) {}

  private static Symbol symbol(Diag error) {
    var found = SYMBOL.matcher(error.getMessage(null));
    return found.find() ? new Symbol(found.group(1), found.group(2)) : new Symbol("", "");
  }

  /// javac's sentence without the place, which is shown.
  private static String summary(Diag error) {
    var words =
        error
            .getMessage(null)
            .lines()
            .map(String::strip)
            .filter(line -> !line.startsWith("location:"))
            .map(line -> line.replaceFirst("^symbol:\\s+", ""))
            .toList();
    return words.size() == 1
        ? words.getFirst()
        : words.getFirst() + ": " + String.join(", ", words.subList(1, words.size()));
  }

  private static List<String> marked(Diag error, Snippet snippet, ErrorText.Context context) {
    var source = snippet.source();
    var at = Math.clamp(error.getPosition(), 0, source.length());
    var below = CellBook.lineEnds(source, at);
    var start = source.lastIndexOf('\n', at - 1) + 1;
    var text = source.substring(start).lines().findFirst().orElse("");
    var width = Math.clamp(error.getEndPosition() - at, 1, Math.max(1, text.length()));
    return List.of(
        StackText.INDENT + place(snippet, below, context),
        StackText.INDENT.repeat(2) + text,
        StackText.INDENT.repeat(2) + " ".repeat(at - start) + "^".repeat(width));
  }

  private static String place(Snippet snippet, int below, ErrorText.Context context) {
    return context
        .book()
        .lineOf(snippet)
        .map(line -> "cell [%d], line %d:".formatted(line.cell().number(), line.number() + below))
        .orElse("line %d:".formatted(1 + below));
  }
}
