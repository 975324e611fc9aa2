package asynclab.coroutines.source;

import com.sun.source.tree.*;
import com.sun.source.util.TreeScanner;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The locals that a piece of code names.
final class Mentions {
  private Mentions() {}

  static Set<Local> in(Draft draft, Code code) {
    var found = new LinkedHashSet<Local>();
    switch (code) {
      case Code.Original(var tree) -> collect(draft, tree, found);
      case Code.Array(var _, var tree) -> collect(draft, tree, found);
      case Code.Use(var local) -> found.add(local);
      case Code.Mix(var _, var parts) -> parts.forEach(part -> found.addAll(in(draft, part)));
      case Code.Cast(var _, var inner) -> found.addAll(in(draft, inner));
      case Code.Is(var _, var inner) -> found.addAll(in(draft, inner));
      case Code.Awaited _, Code.StateNumber _ -> {}
    }
    return found;
  }

  /// The locals that patterns in it bind: they are declared there.
  static Set<Local> bound(Draft draft, Code code) {
    var found = new LinkedHashSet<Local>();
    switch (code) {
      case Code.Original(var tree) -> collectBound(draft, tree, found);
      case Code.Array(var _, var tree) -> collectBound(draft, tree, found);
      case Code.Mix(var _, var parts) -> parts.forEach(part -> found.addAll(bound(draft, part)));
      case Code.Cast(var _, var inner) -> found.addAll(bound(draft, inner));
      case Code.Is(var _, var inner) -> found.addAll(bound(draft, inner));
      case Code.Use _, Code.Awaited _, Code.StateNumber _ -> {}
    }
    return found;
  }

  private static void collectBound(Draft draft, Tree root, Set<Local> found) {
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitBindingPattern(BindingPatternTree tree, @Nullable Void nothing) {
        var local = draft.local(tree.getVariable());
        if (local != null) found.add(local);
        return null;
      }
    }.scan(root, null);
  }

  private static void collect(Draft draft, Tree root, Set<Local> found) {
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void scan(@Nullable Tree tree, @Nullable Void nothing) {
        var hole = tree == null || tree == root ? null : draft.holes.get(tree);
        if (hole == null) return super.scan(tree, null);
        found.addAll(in(draft, hole));
        return null;
      }

      @Override
      public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void nothing) {
        var local = draft.local(name);
        if (local != null) found.add(local);
        return null;
      }
    }.scan(root, null);
  }
}
