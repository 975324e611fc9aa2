package asynclab.kernel;

import java.lang.reflect.Method;
import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.jspecify.annotations.Nullable;

/// The private parts of JShell we need: which snippet stands behind a class it made.
///
/// JShell knows, and uses it for the stack traces it translates, but has no public method that says
/// so. `--add-opens jdk.jshell/jdk.jshell=ALL-UNNAMED` lets us ask.
final class Insides {
  private Insides() {}

  /// A line of a snippet, counted from 0.
  record Spot(Snippet snippet, int linesBelowStart) {}

  /// The name of the class that holds a snippet's code.
  static String className(Snippet snippet) {
    return String.valueOf(call(snippet, Snippet.class, "classFullName"));
  }

  /// The line of a snippet behind a line, counted from 1, of a class; empty if JShell did not make
  /// the class.
  static Optional<Spot> snippetAt(JShell shell, String className, int line) {
    if (!className.startsWith("REPL.")) return Optional.empty();
    var wraps = read(shell, "outerMap");
    var wrap = call(wraps, wraps.getClass(), "getOuter", topLevel(className));
    if (wrap == null) return Optional.empty();
    var snippet = call(wrap, wrap.getClass(), "wrapLineToSnippet", line - 1);
    var below = call(wrap, wrap.getClass().getSuperclass(), "wrapLineToSnippetLine", line - 1);
    return snippet instanceof Snippet known && below instanceof Integer lines
        ? Optional.of(new Spot(known, lines))
        : Optional.empty();
  }

  /// `REPL.$JShell$14$Point$1` is inside `REPL.$JShell$14`.
  private static String topLevel(String className) {
    var inner = className.indexOf('$', "REPL.$JShell$".length());
    return inner < 0 ? className : className.substring(0, inner);
  }

  private static Object read(Object target, String name) {
    try {
      var field = target.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(target);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new ChangedJShell(target.getClass().getSimpleName() + "." + name, e);
    }
  }

  private static @Nullable Object call(
      Object target, Class<?> owner, String name, Object... arguments) {
    try {
      return method(owner, name, arguments.length).invoke(target, arguments);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new ChangedJShell(owner.getSimpleName() + "." + name, e);
    }
  }

  private static Method method(Class<?> owner, String name, int parameters)
      throws NoSuchMethodException {
    for (var method : owner.getDeclaredMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == parameters) {
        method.setAccessible(true);
        return method;
      }
    }
    throw new NoSuchMethodException(owner.getName() + "." + name);
  }

  /// This JShell is not the one the lab was made for.
  static final class ChangedJShell extends IllegalStateException {
    private static final long serialVersionUID = 1;

    ChangedJShell(String what, Throwable cause) {
      super(
          "this JShell has no open %s: the lab needs JDK 25 and --add-opens jdk.jshell/jdk.jshell=ALL-UNNAMED"
              .formatted(what),
          cause);
    }
  }
}
