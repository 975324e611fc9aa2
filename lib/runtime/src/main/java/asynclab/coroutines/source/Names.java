package asynclab.coroutines.source;

import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/// Gives every local its home and its name.
///
/// Invariant: two locals that could be seen in the same state have different names, and none has a
/// name that means something in every machine.
final class Names {
  private static final Set<String> OF_EVERY_MACHINE = Set.of("state", "waker", "caught");

  private final Draft draft;
  private final Set<String> taken = new HashSet<>(OF_EVERY_MACHINE);
  private final Set<String> methods = new HashSet<>();
  private final Set<String> fields = new HashSet<>();

  private Names(Draft draft) {
    this.draft = draft;
  }

  static Names give(Draft draft, Liveness liveness) {
    var names = new Names(draft);
    names.homes(liveness);
    names.inherited();
    names.name();
    return names;
  }

  private void homes(Liveness liveness) {
    for (var local : draft.locals) {
      if (local.argument || local.captured) local.home = Local.Home.FIELD;
    }
    for (var block : draft.blocks) {
      if (block.waits) liveness.needed(block).forEach(local -> local.home = Local.Home.FIELD);
    }
    for (var block : draft.blocks) {
      if (block.number < 0) continue;
      for (var local : liveness.needed(block)) {
        if (local.home == Local.Home.STATE) local.home = Local.Home.SHARED;
      }
    }
  }

  private void inherited() {
    var machine = draft.parsed.known("asynclab.coroutines.Coroutine");
    for (var member : draft.parsed.elements.getAllMembers(machine)) {
      if (member.getModifiers().contains(Modifier.PRIVATE)) continue;
      if (member.getKind() == ElementKind.METHOD) methods.add("" + member.getSimpleName());
      if (member.getKind() == ElementKind.FIELD) fields.add("" + member.getSimpleName());
    }
  }

  private void name() {
    for (var local : draft.locals) if (local.argument) named(local);
    for (var local : draft.locals) {
      if (!local.argument && !local.inner) named(local);
    }
    var outer = new HashSet<>(taken);
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitVariable(VariableTree tree, @Nullable Void nothing) {
        taken.add("" + tree.getName());
        return super.visitVariable(tree, null);
      }
    }.scan(draft.method, null);
    for (var local : draft.locals) {
      if (local.inner && outer.contains(local.written)) local.name = fresh(local.written);
      local.bindingName = local.name;
      if (local.binding && local.home == Local.Home.SHARED) local.bindingName = fresh(local.name);
    }
    for (var local : draft.locals) fields.add(local.name);
  }

  private void named(Local local) {
    local.name = fresh(local.written);
  }

  /// `name`, or else `name2`, and so on.
  String fresh(String name) {
    var fresh = name;
    for (var i = 2; !taken.add(fresh); i++) fresh = name + i;
    return fresh;
  }

  /// Whether a name of the class around means something else inside of the machine.
  boolean isHidden(String name, ElementKind kind) {
    return kind == ElementKind.METHOD ? methods.contains(name) : fields.contains(name);
  }
}
