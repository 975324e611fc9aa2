package asynclab.coroutines.source;

import com.sun.source.tree.*;
import com.sun.source.util.TreeScanner;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fourth pass, for classes that are declared in the method.
final class LocalClasses {
  private final Draft draft;

  LocalClasses(Draft draft) {
    this.draft = draft;
  }

  /// Whether a class can become one of the machine, for all states. What it captures becomes a
  /// field then; in a loop that is taken apart each round has another value, and one field for all.
  boolean isForAll(ClassTree type) {
    var captured = captures(type);
    if (captured.isEmpty()) return true;
    for (var path = draft.parsed.path(type);
        path.getLeaf() != draft.method;
        path = Objects.requireNonNull(path.getParentPath())) {
      if (Flow.isLoop(path.getLeaf())) return isForOne(type);
    }
    captured.forEach(local -> local.captured = true);
    return true;
  }

  /// Never for all: whether it is enough that the class is known to the end of the state.
  private boolean isForOne(ClassTree type) {
    var siblings = ((BlockTree) Objects.requireNonNull(draft.parsed.parent(type))).getStatements();
    if (siblings.stream()
        .anyMatch(s -> draft.isMarked(s) && draft.parsed.start(s) > draft.parsed.start(type))) {
      throw draft.refused(
          type,
          "class %s captures a local, in a loop that waits after it: "
                  .formatted(type.getSimpleName())
              + "hand the local to its constructor");
    }
    return false;
  }

  /// The locals of the method that a class in it uses.
  private Set<Local> captures(ClassTree type) {
    var captured = new LinkedHashSet<Local>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void nothing) {
        var local = draft.local(name);
        if (local != null) captured.add(local);
        return null;
      }
    }.scan(type, null);
    return captured;
  }
}
