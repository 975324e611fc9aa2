package asynclab.kernel;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
        .filter(each -> isNamed(each.name(), source))
        .map(each -> (each.isStatic() ? "import static " : "import ") + each.fullname() + ";\n")
        .distinct()
        .sorted()
        .collect(Collectors.joining());
  }

  private static boolean isNamed(String name, String source) {
    return !name.equals("*")
        && Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(source).find();
  }
}
