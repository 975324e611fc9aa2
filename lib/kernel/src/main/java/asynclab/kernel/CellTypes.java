package asynclab.kernel;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.TypeDeclSnippet;

/// The text of a class that a cell has defined, so that it can be kept as a file.
record CellTypes(JShell shell) {
  /// The class as it stands, below the imports of cells that it names; empty when no cell has
  /// defined one of that name, or when it does not compile.
  Optional<String> text(String name) {
    return shell
        .types()
        .filter(type -> type.name().equals(name))
        .filter(type -> shell.status(type) == Snippet.Status.VALID)
        .reduce((_, later) -> later)
        .map(TypeDeclSnippet::source)
        .map(source -> imports(source) + source.strip() + "\n");
  }

  /// Imports of whole packages are those that every notebook has, and made elsewhere.
  private String imports(String source) {
    return shell
        .imports()
        .map(ImportSnippet::source)
        .map(String::strip)
        .filter(line -> isNamed(line, source))
        .distinct()
        .sorted()
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static boolean isNamed(String line, String source) {
    var name = line.replaceFirst(";$", "").replaceFirst(".*\\.", "");
    return !name.equals("*") && Pattern.compile("\\b" + name + "\\b").matcher(source).find();
  }
}
