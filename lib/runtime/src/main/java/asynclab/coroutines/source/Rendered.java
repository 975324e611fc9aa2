package asynclab.coroutines.source;

import com.sun.source.tree.*;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The text of a piece of [Code]: what was written, with its holes filled, its names put right, and
/// its jumps turned into changes of state.
final class Rendered {
  private record Edit(int start, int end, String text) {}

  private final Draft draft;
  private final Names names;
  private final TypeNames types;
  private final Parsed parsed;

  /// Copies of locals for lambdas and classes, to be declared ahead of the text.
  private final Map<Local, String> copies = new LinkedHashMap<>();

  private final Around around;
  private boolean needsLabel;

  Rendered(Draft draft, Names names, TypeNames types) {
    this.draft = draft;
    this.names = names;
    this.types = types;
    this.parsed = draft.parsed;
    this.around = new Around(draft, names, types);
  }

  /// Whether a jump was written that leaves a loop of its own.
  boolean needsLabel() {
    return needsLabel;
  }

  /// The declarations that have to stand ahead of what was rendered last.
  List<String> takeCopies() {
    var lines = copies.entrySet().stream().map(this::copy).toList();
    copies.clear();
    return lines;
  }

  private String copy(Map.Entry<Local, String> one) {
    return "%s %s = %s;".formatted(type(one.getKey()), one.getValue(), one.getKey().name);
  }

  String type(Local local) {
    return local.typeWritten != null ? local.typeWritten : types.of(local.type);
  }

  String of(Code code) {
    return switch (code) {
      case Code.Original(var tree) -> text(tree);
      case Code.Use(var local) -> local.name;
      case Code.Awaited(var type) -> "this.<" + types.of(type) + ">awaited()";
      case Code.Mix(var template, var parts) ->
          template.formatted(parts.stream().map(this::of).toArray());
      case Code.Array(var type, var tree) -> "new " + types.of(type) + " " + text(tree);
      case Code.StateNumber(var block) -> "" + block.number;
      case Code.Cast(var type, var inner) -> "(" + types.of(type) + ") " + of(inner);
      case Code.Is(var type, var inner) -> of(inner) + " instanceof " + types.of(type);
    };
  }

  /// What stands behind `when`: it sees what the labels before it bind.
  String guard(CaseTree one) {
    return text(Objects.requireNonNull(one.getGuard()), one);
  }

  String text(Tree tree) {
    var text = text(tree, tree);
    // A variable of a `try (…)` ends with the semicolon behind it.
    return tree instanceof ExpressionTree && text.endsWith(";")
        ? text.substring(0, text.length() - 1)
        : text;
  }

  /// @param root the tree whose patterns bind here
  private String text(Tree tree, Tree root) {
    var edits = new ArrayList<Edit>();
    new Scan(root, edits).scan(parsed.path(tree), null);
    return apply(edits, parsed.start(tree), parsed.end(tree));
  }

  private String apply(List<Edit> edits, int start, int end) {
    edits.sort((a, b) -> a.start != b.start ? a.start - b.start : a.end - b.end);
    var text = new StringBuilder();
    var at = start;
    for (var edit : edits) {
      text.append(parsed.text, at, edit.start).append(edit.text);
      at = edit.end;
    }
    return text.append(parsed.text, at, end).toString();
  }

  /// A jump to another state, as statements at the place of `tree`.
  private String jump(Tree tree, Jump jump) {
    var lines = new ArrayList<String>();
    for (var step : jump.steps()) {
      if (step instanceof Step.Assign(var target, var value)) {
        lines.add(target.name + " = " + of(value) + ";");
      }
    }
    lines.add("state = " + jump.to().number + ";");
    var isNested = draft.isInLoop(tree);
    needsLabel |= isNested;
    lines.add(isNested ? "continue again;" : "continue;");
    var indent = indentOf(tree);
    return parsed.parent(tree) instanceof BlockTree
        ? String.join("\n" + indent, lines)
        : "{\n" + indent + "  " + String.join("\n" + indent + "  ", lines) + "\n" + indent + "}";
  }

  private String indentOf(Tree tree) {
    var lineStart = parsed.text.lastIndexOf('\n', parsed.start(tree) - 1) + 1;
    var line = parsed.text.substring(lineStart);
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  String returned(Code future) {
    if (future instanceof Code.Original(var tree)
        && tree instanceof ExpressionTree e
        && Flow.bare(e) instanceof MethodInvocationTree call
        && (isFutures(call, "ready") || isFutures(call, "failed"))) {
      var select =
          "" + Objects.requireNonNull(parsed.element(call.getMethodSelect())).getSimpleName();
      var typed = call.getTypeArguments().stream().map(this::text).toList();
      return "return %s.%s%s(%s);"
          .formatted(
              types.of("asynclab.futures.Polled"),
              typed.isEmpty() ? "" : "<" + String.join(", ", typed) + ">",
              select,
              of(draft.code(call.getArguments().get(0))));
    }
    return "return tail(" + of(future) + ");";
  }

  private boolean isFutures(MethodInvocationTree call, String name) {
    return call.getArguments().size() == 1
        && parsed.isMember(call.getMethodSelect(), "asynclab.futures.Future", name);
  }

  /// Collects what has to change in a tree.
  private final class Scan extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final Tree root;
    private final List<Edit> edits;
    private final Map<Tree, Map<Local, String>> inner = new HashMap<>();

    Scan(Tree root, List<Edit> edits) {
      this.root = root;
      this.edits = edits;
    }

    @Override
    public @Nullable Void scan(@Nullable Tree tree, @Nullable Void nothing) {
      if (tree == null) return null;
      var hole = tree == root ? null : draft.holes.get(tree);
      if (hole != null) {
        replace(tree, hole instanceof Code.Mix ? "(" + of(hole) + ")" : of(hole));
        return null;
      }
      var jump = draft.jumps.get(tree);
      if (jump != null) {
        replace(tree, jump(tree, jump));
        return null;
      }
      return super.scan(tree, null);
    }

    @Override
    public @Nullable Void visitReturn(ReturnTree tree, @Nullable Void nothing) {
      if (isInLambdaOrClass()) return super.visitReturn(tree, null);
      var value = Objects.requireNonNull(tree.getExpression());
      replace(tree, returned(draft.code(value)));
      return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void nothing) {
      var local = draft.local(tree);
      if (local != null && !local.bindingName.equals("" + tree.getName()) && !isUnnamed(tree)) {
        var at = nameOf(tree);
        edits.add(new Edit(at, at + local.written.length(), local.bindingName));
      }
      if (parsed.start(tree) < 0) return null;
      // Of `int i = 0, j = 1` each variable has the same type in the tree: it stands there once.
      return scan(tree.getInitializer(), null);
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void nothing) {
      var local = draft.local(tree);
      if (local != null) {
        var name = isBoundHere(local) ? local.bindingName : local.name;
        var isCopied = !draft.hoisted.contains(root) && !isBoundHere(local);
        if (isCopied && wantsFinal(local)) name = copyOf(local, tree);
        if (!name.equals("" + tree.getName())) replace(tree, name);
        return null;
      }
      var name = "" + tree.getName();
      var element = parsed.element(tree);
      if (name.equals("this") || name.equals("super")) {
        if (nearestClass() == draft.owner) replace(tree, around.self() + "." + name);
      } else if (element != null && around.isHidden(name, element)) {
        replace(tree, around.qualified(tree, element));
      }
      return null;
    }

    /// Whether this place sees only what never changes, and the local does change.
    private boolean wantsFinal(Local local) {
      return switch (local.home) {
        case STATE -> false;
        case SHARED -> isInLambdaOrClass() || draft.isInGuard(getCurrentPath());
        case FIELD -> isInLambdaOrClass();
      };
    }

    private @Nullable ClassTree nearestClass() {
      for (var path = getCurrentPath(); path != null; path = path.getParentPath()) {
        if (path.getLeaf() instanceof ClassTree type) return type;
      }
      return null;
    }

    private boolean isInLambdaOrClass() {
      for (var path = getCurrentPath(); path != null; path = path.getParentPath()) {
        if (path.getLeaf() == draft.method) return false;
        if (path.getLeaf() instanceof LambdaExpressionTree) return true;
        if (path.getLeaf() instanceof ClassTree) return true;
      }
      return false;
    }

    /// Whether the tree that is rendered binds the local itself, in a pattern.
    private boolean isBoundHere(Local local) {
      return local.binding
          && Flow.patternVariables(root).stream().anyMatch(v -> draft.local(v) == local);
    }

    /// A lambda may not see a field change, nor a guard a local, so it gets a copy that never does:
    /// ahead of the text, or where the text itself assigns the local, ahead of the statement in it
    /// that holds the lambda.
    private String copyOf(Local local, Tree use) {
      if (!draft.isAssignedIn(local, List.of(root))) {
        return copies.computeIfAbsent(local, _ -> names.fresh(local.name));
      }
      var statement = statementInBlock();
      if (statement == null || draft.isAssignedIn(local, List.of(statement))) {
        throw draft.refused(
            use, use + " is assigned and captured in one statement: make two of it");
      }
      var byLocal = inner.computeIfAbsent(statement, _ -> new HashMap<>());
      return byLocal.computeIfAbsent(
          local,
          _ -> {
            var name = names.fresh(local.name);
            var at = parsed.start(statement);
            edits.add(new Edit(at, at, copy(Map.entry(local, name)) + " "));
            return name;
          });
    }

    /// The statement of a block that the text holds and that holds this place, the innermost that
    /// stands outside of all lambdas and classes.
    private @Nullable Tree statementInBlock() {
      Tree found = null;
      for (var path = getCurrentPath(); path.getLeaf() != root; path = path.getParentPath()) {
        var tree = path.getLeaf();
        if (tree instanceof LambdaExpressionTree || tree instanceof ClassTree) found = null;
        else if (found == null && path.getParentPath().getLeaf() instanceof BlockTree) found = tree;
      }
      return found;
    }

    private boolean isUnnamed(VariableTree tree) {
      return tree.getName().isEmpty();
    }

    private int nameOf(VariableTree tree) {
      var from =
          tree.getInitializer() == null ? parsed.end(tree) : parsed.start(tree.getInitializer());
      return parsed.text.lastIndexOf("" + tree.getName(), from - 1);
    }

    private void replace(Tree tree, String text) {
      edits.add(new Edit(parsed.start(tree), parsed.end(tree), text));
    }
  }
}
