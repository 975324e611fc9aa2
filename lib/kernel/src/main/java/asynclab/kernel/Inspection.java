package asynclab.kernel;

import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.jspecify.annotations.Nullable;

/// What Shift-Tab and Tab show: signatures with their Javadoc, and how a name may go on.
final class Inspection {
  private static final List<String> OF_EVERY_OBJECT =
      List.of(
          "equals(", "getClass()", "hashCode()", "notify()", "notifyAll()", "toString()", "wait(");

  private Inspection() {}

  /// The documentation of the name the cursor is in, or stands behind; null if there is none.
  static @Nullable DisplayData inspect(JShell shell, String code, int at) {
    var found = documentation(shell.sourceCodeAnalysis(), code.substring(0, endOfName(code, at)));
    if (found.isEmpty()) return null;
    var data =
        new DisplayData(
            found.stream()
                .map(it -> it.signature() + DocText.plain(it.javadoc()))
                .collect(Collectors.joining("\n\n")));
    data.putHTML(found.stream().map(Inspection::html).collect(Collectors.joining("<hr>")));
    return data;
  }

  private static String html(Documentation it) {
    return "<pre>" + DocText.escaped(it.signature()) + "</pre>" + DocText.html(it.javadoc());
  }

  /// JShell wants to stand behind the name, and behind the `(` of a method.
  private static int endOfName(String code, int at) {
    var end = Math.clamp(at, 0, code.length());
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) end++;
    var next = end;
    while (next < code.length() && Character.isWhitespace(code.charAt(next))) next++;
    return next < code.length() && code.charAt(next) == '(' ? next + 1 : end;
  }

  private static List<Documentation> documentation(SourceCodeAnalysis analysis, String code) {
    var found = analysis.documentation(code, code.length(), true);
    if (!found.isEmpty()) return found;
    var last = lastStatement(analysis, code);
    return analysis.documentation(last, last.length(), true);
  }

  /// JShell reads one statement: of a whole cell, the one that the cursor is in.
  private static String lastStatement(SourceCodeAnalysis analysis, String code) {
    var rest = code;
    var info = analysis.analyzeCompletion(rest);
    while (info.completeness().isComplete() && !info.remaining().isBlank()) {
      rest = info.remaining();
      info = analysis.analyzeCompletion(rest);
    }
    return rest;
  }

  /// How the name before the cursor may go on: what fits the type first, what every object has
  /// last.
  static @Nullable ReplacementOptions complete(JShell shell, String code, int at) {
    var analysis = shell.sourceCodeAnalysis();
    var typed = code.substring(0, Math.clamp(at, 0, code.length()));
    var anchor = new int[1];
    var found = analysis.completionSuggestions(typed, typed.length(), anchor);
    if (found.isEmpty()) {
      var last = lastStatement(analysis, typed);
      found = analysis.completionSuggestions(last, last.length(), anchor);
      anchor[0] += typed.length() - last.length();
    }
    if (found.isEmpty()) return null;
    var names =
        found.stream()
            .sorted((one, other) -> Integer.compare(rank(one), rank(other)))
            .map(Suggestion::continuation)
            .distinct()
            .toList();
    return new ReplacementOptions(names, anchor[0], at);
  }

  private static int rank(Suggestion suggestion) {
    if (OF_EVERY_OBJECT.contains(suggestion.continuation())) return 2;
    return suggestion.matchesType() ? 0 : 1;
  }
}
