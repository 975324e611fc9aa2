package asynclab.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/// The variables that lost their value because the type they are of was declared again.
///
/// To JShell a class with another member is another class: an object of the old one cannot be kept
/// in a variable of the new one, so the variable becomes null, or is gone if what it was made with
/// no longer compiles. It says so to nobody.
final class WipedVariables {
  private final Map<String, String> typeOf = new LinkedHashMap<>(); // guarded by this

  /// Looks at what a statement changed; a sentence when it wiped variables.
  synchronized Optional<String> watch(List<SnippetEvent> events) {
    var wiped = new LinkedHashMap<String, String>();
    for (var event : events) {
      if (!(event.snippet() instanceof VarSnippet variable)) continue;
      if (event.causeSnippet() instanceof TypeDeclSnippet type
          && event.previousStatus() == Status.VALID
          && event.status() != Status.OVERWRITTEN) {
        wiped.put(variable.name(), type.name());
      } else if (event.causeSnippet() == null) {
        typeOf.remove(variable.name());
      }
    }
    typeOf.putAll(wiped);
    return wiped.isEmpty() ? Optional.empty() : Optional.of(told(wiped));
  }

  private static String told(Map<String, String> wiped) {
    return "%s was declared again, so %s lost the value of the old type: run the cells that set it."
        .formatted(
            String.join(", ", List.copyOf(new java.util.TreeSet<>(wiped.values()))),
            String.join(", ", wiped.keySet()));
  }

  /// The cure for the use of a wiped variable; empty for any other name.
  synchronized Optional<String> sentence(String variable) {
    return Optional.ofNullable(typeOf.get(variable)).map(type -> told(Map.of(variable, type)));
  }
}
