package asynclab.kernel;

import asynclab.coroutines.bytecode.WeaveException;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/// One sentence for each usual mistake: what to do.
final class Cures {
  /// How long an error may wait for the list of all types, which is made in the background: three
  /// seconds on a small machine, once.
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private static final String AWAIT =
      "An import is missing: put `import static asynclab.coroutines.Coroutine.await;` above.";

  private Cures() {}

  static Optional<String> of(
      Diag error, CompileText.Symbol symbol, Snippet snippet, ErrorText.Context context) {
    var code = error.getCode();
    if (code.equals("compiler.err.sealed.class.must.have.subclasses")) {
      return Optional.of(
          "A declaration is compiled alone: name the subclasses, as in `sealed interface Shape"
              + " permits Circle, Square {}`, or declare them inside.");
    }
    if (code.equals("compiler.err.expected") && error.getMessage(null).startsWith("';'")) {
      if (snippet.source().contains("lineMagic(")) return Optional.of(magic());
      return Optional.of("A statement ends with a semicolon: put one where the caret is.");
    }
    if (code.startsWith("compiler.err.cant.resolve") && !symbol.name().isEmpty()) {
      return Optional.of(unresolved(symbol, snippet, (int) error.getEndPosition(), context));
    }
    return Optional.empty();
  }

  private static String unresolved(
      CompileText.Symbol symbol, Snippet snippet, int end, ErrorText.Context context) {
    var name = symbol.name().replaceFirst("\\(.*", "");
    var wiped = context.wiped().sentence(name);
    if (wiped.isPresent()) return wiped.get();
    var waiting = waitingFor(name, context.shell());
    if (!waiting.isEmpty()) {
      return "%s is not complete yet: it mentions %s. Define that, or run the cell that does."
          .formatted(name, String.join(", ", waiting));
    }
    if (name.equals("await")) return AWAIT;
    var types = typesNamed(snippet.source(), end, context.shell());
    return types.isEmpty() ? notDefined(symbol.kind() + " " + name) : imports(types);
  }

  /// What a name defined in a cell still lacks; empty if there is no such name, or nothing missing.
  private static List<String> waitingFor(String name, JShell shell) {
    return shell
        .snippets()
        .filter(snippet -> snippet instanceof DeclarationSnippet it && it.name().equals(name))
        .flatMap(snippet -> shell.unresolvedDependencies((DeclarationSnippet) snippet))
        .distinct()
        .toList();
  }

  /// Types of the JDK and the lab with the simple name that ends at `end`.
  private static List<String> typesNamed(String source, int end, JShell shell) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var found = shell.sourceCodeAnalysis().listQualifiedNames(source, end);
      if (found.isUpToDate() || System.nanoTime() > deadline) {
        return found.getNames().stream().filter(Cures::isPublicApi).toList();
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return List.of();
      }
    }
  }

  private static boolean isPublicApi(String type) {
    return type.startsWith("java.")
        || type.startsWith("javax.")
        || (type.startsWith("asynclab.") && !type.startsWith("asynclab.kernel.") && isPublic(type));
  }

  /// A type inside of another is not found by this name: it is written behind the other's.
  private static boolean isPublic(String type) {
    try {
      var found = Class.forName(type, false, Cures.class.getClassLoader());
      return Modifier.isPublic(found.getModifiers());
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static String imports(List<String> types) {
    var ours = types.stream().filter(type -> type.startsWith("asynclab.")).toList();
    var best = ours.isEmpty() ? types : ours;
    return best.stream()
        .limit(4)
        .map("`import %s;`"::formatted)
        .reduce((one, other) -> one + " or " + other)
        .map("An import is missing: put %s above."::formatted)
        .orElseThrow();
  }

  /// The sentence for what a method or a class mentions and no cell has defined: `method go(int)`.
  static String ofMissing(List<String> missing) {
    return missing.stream().anyMatch(each -> each.startsWith("method await("))
        ? AWAIT
        : notDefined(String.join(", ", missing));
  }

  /// The sentence for a name that no cell has defined.
  static String notDefined(String what) {
    return "Run the cell that defines %s first; after a restart that is every cell above."
        .formatted(what);
  }

  /// A statement of a cell stands in a method that JShell made and nobody can mark.
  static String ofRefusal(WeaveException.Refusal refusal) {
    return refusal.method().startsWith("do_it$")
        ? "await outside of a method: the cell cannot be left; put it into a method marked @Async, and"
            + " run that, as in loop.blockOn(…)"
        : refusal.message();
  }

  static String magic() {
    return "A line that starts with % is a command of the notebook; if it is the remainder operator,"
        + " end the line before with it.";
  }
}
