package asynclab.coroutines.source;

import com.sun.source.tree.*;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/// What the passes know about one method and write down for each other.
final class Draft {
  final Parsed parsed;
  final Flow flow;
  final MethodTree method;
  final ClassTree owner;
  final boolean isStatic;
  final TypeMirror returned;
  final TypeMirror result;

  final List<Local> locals = new ArrayList<>();
  private final Map<Element, Local> byElement = new HashMap<>();

  /// What stands in place of a tree.
  final Map<Tree, Code> holes = new HashMap<>();

  /// Jumps out of statements that stay as they are.
  final Map<Tree, Jump> jumps = new HashMap<>();

  /// Statements that hold an await, or have to be taken apart for one.
  final Set<Tree> marked = new HashSet<>();

  final List<Block> blocks = new ArrayList<>();

  /// Classes that are declared in the method and needed in several states.
  final List<ClassTree> hoisted = new ArrayList<>();

  /// The failure that a handler has to look at; null in a method without one.
  @Nullable Local failure;

  Draft(Parsed parsed, MethodTree method) {
    this.parsed = parsed;
    this.flow = new Flow(parsed);
    this.method = method;
    this.owner = (ClassTree) Objects.requireNonNull(parsed.parent(method));
    this.isStatic = method.getModifiers().getFlags().contains(Modifier.STATIC);
    var element = (ExecutableElement) Objects.requireNonNull(parsed.element(method));
    this.returned = element.getReturnType();
    this.result = ((DeclaredType) returned).getTypeArguments().get(0);
    for (var parameter : method.getParameters()) declare(parameter, Local.Origin.ARGUMENT);
    mark();
    declareAll();
  }

  /// Marks all that holds an await, and each `try` with a last act that is left by a jump which
  /// becomes a change of state: the change must come after that act.
  private void mark() {
    var own = Flow.own(method.getBody());
    for (var tree : own) if (parsed.isAwait(tree)) markUp(tree);
    var before = -1;
    while (before != marked.size()) {
      before = marked.size();
      for (var tree : own) {
        if (tree instanceof TryTree t && !marked.contains(t) && isLeftByState(t)) markUp(t);
      }
    }
  }

  private void markUp(Tree tree) {
    for (var path = parsed.path(tree);
        path.getLeaf() != method;
        path = Objects.requireNonNull(path.getParentPath())) {
      marked.add(path.getLeaf());
    }
  }

  private boolean isLeftByState(TryTree tree) {
    if (tree.getFinallyBlock() == null && tree.getResources().isEmpty()) return false;
    var all = Flow.own(tree);
    for (var inner : all) {
      if (inner instanceof ReturnTree) return true;
      if (inner instanceof BreakTree
          || inner instanceof ContinueTree
          || inner instanceof YieldTree) {
        var target = flow.target(inner);
        if (all.stream().noneMatch(t -> t == target) && marked.contains(target)) return true;
      }
    }
    return false;
  }

  private void declareAll() {
    var bindings = new HashSet<Tree>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitBindingPattern(BindingPatternTree t, @Nullable Void nothing) {
        bindings.add(t.getVariable());
        return super.visitBindingPattern(t, null);
      }

      @Override
      public @Nullable Void visitVariable(VariableTree tree, @Nullable Void nothing) {
        var origin =
            bindings.contains(tree)
                ? Local.Origin.BINDING
                : isInner(tree) ? Local.Origin.INNER : Local.Origin.DECLARED;
        declare(tree, origin);
        return super.visitVariable(tree, null);
      }

      @Override
      public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
        return null; // its variables are its own
      }
    }.scan(method.getBody(), null);
  }

  /// Whether it is declared by a statement that stays as it is.
  private boolean isInner(VariableTree tree) {
    return !isApart(Objects.requireNonNull(parsed.parent(tree)));
  }

  /// Whether the parts of a tree become parts of blocks, each on its own.
  boolean isApart(Tree tree) {
    if (tree == method.getBody()) return true;
    if (tree instanceof CatchTree || tree instanceof CaseTree) {
      return isApart(Objects.requireNonNull(parsed.parent(tree)));
    }
    if (marked.contains(tree)) return !keepsShape(tree);
    var parent = parsed.parent(tree);
    return tree instanceof BlockTree
        && parent != null
        && !(parent instanceof BlockTree)
        && !(parent instanceof CaseTree one && one.getCaseKind() == CaseTree.CaseKind.STATEMENT)
        && !(parent instanceof LambdaExpressionTree)
        && !(parent instanceof MethodTree)
        && !(parent instanceof ClassTree)
        && isApart(parent);
  }

  /// Whether a statement has to wait only for the value it begins with, and then goes on as it is.
  boolean keepsShape(Tree tree) {
    return switch (tree) {
      case IfTree i ->
          !isMarked(i.getThenStatement())
              && !isMarked(i.getElseStatement())
              && !isLazy(i.getCondition());
      case SwitchTree s -> s.getCases().stream().noneMatch(this::isMarked);
      case EnhancedForLoopTree loop -> !isMarked(loop.getStatement());
      case SynchronizedTree _ -> true;
      default -> false;
    };
  }

  /// Whether an await in the condition is reached only sometimes.
  boolean isLazy(ExpressionTree condition) {
    return switch (Flow.bare(condition)) {
      case BinaryTree b
          when b.getKind() == Tree.Kind.CONDITIONAL_AND
              || b.getKind() == Tree.Kind.CONDITIONAL_OR ->
          isMarked(b.getRightOperand()) || isLazy(b.getLeftOperand());
      case UnaryTree u -> isLazy(u.getExpression());
      default -> false;
    };
  }

  /// Whether a plain `continue` would go on with a loop that stays as it is.
  boolean isInLoop(Tree tree) {
    for (var path = parsed.path(tree);
        path.getLeaf() != method;
        path = Objects.requireNonNull(path.getParentPath())) {
      var stays = !isMarked(path.getLeaf()) || keepsShape(path.getLeaf());
      if (Flow.isLoop(path.getLeaf()) && stays) return true;
    }
    return false;
  }

  /// Whether a place stands behind the `when` of a case.
  boolean isInGuard(TreePath place) {
    for (var path = place; path.getLeaf() != method; ) {
      var inner = path.getLeaf();
      path = Objects.requireNonNull(path.getParentPath());
      if (path.getLeaf() instanceof CaseTree one && one.getGuard() == inner) return true;
    }
    return false;
  }

  private void declare(VariableTree tree, Local.Origin origin) {
    var element = Objects.requireNonNull(parsed.element(tree));
    var local = new Local(locals.size(), nameOf(tree), element.asType(), origin);
    local.typeWritten = typeWritten(tree);
    locals.add(local);
    byElement.put(element, local);
  }

  /// `var _` has no name, and a field needs one.
  private static String nameOf(VariableTree tree) {
    return tree.getName().isEmpty() ? "unnamed" : "" + tree.getName();
  }

  private @Nullable String typeWritten(VariableTree tree) {
    var type = tree.getType();
    if (type instanceof UnionTypeTree) return null;
    if (type == null || parsed.start(type) < 0 || parsed.end(type) <= parsed.start(type))
      return null;
    var text = parsed.text(type);
    var isVarargs = text.endsWith("...");
    return text.equals("var") || isVarargs || parsed.text(tree).endsWith("]") ? null : text;
  }

  Local temporary(String name, TypeMirror type) {
    var local = new Local(locals.size(), name, type, Local.Origin.TEMPORARY);
    locals.add(local);
    return local;
  }

  /// The local that a tree declares or names; null when it is none of this method.
  @Nullable Local local(Tree tree) {
    if (!(tree instanceof IdentifierTree) && !(tree instanceof VariableTree)) return null;
    var element = parsed.element(tree);
    return element == null ? null : byElement.get(element);
  }

  Local declared(VariableTree tree) {
    return Objects.requireNonNull(local(tree));
  }

  List<Local> declared(List<VariableTree> trees) {
    return trees.stream().map(this::declared).toList();
  }

  /// Whether the method changes a local, other than by declaring it.
  boolean isAssigned(Local local) {
    return isAssignedIn(local, List.of(method.getBody()));
  }

  /// Whether one of the trees gives a local a new value.
  boolean isAssignedIn(Local local, List<? extends Tree> trees) {
    for (var tree : trees) {
      for (var inner : Flow.own(tree)) {
        var target =
            switch (inner) {
              case AssignmentTree a -> a.getVariable();
              case CompoundAssignmentTree c -> c.getVariable();
              case UnaryTree u when Flow.isStep(u) -> u.getExpression();
              default -> null;
            };
        if (target != null && local(Flow.bare(target)) == local) return true;
      }
    }
    return false;
  }

  /// What stands for a tree now.
  Code code(Tree tree) {
    var hole = holes.get(tree);
    return hole == null ? new Code.Original(tree) : hole;
  }

  boolean isMarked(@Nullable Tree tree) {
    return tree != null && marked.contains(tree);
  }

  Local failure() {
    if (failure == null) {
      failure = temporary("failure", parsed.known("java.lang.Throwable").asType());
    }
    return failure;
  }

  Refused refused(Tree tree, String message) {
    return new Refused(parsed.problem(tree, message));
  }

  /// A method that turns out to be impossible in a later pass.
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    final transient Problem problem;

    Refused(Problem problem) {
      super(problem.toString());
      this.problem = problem;
    }
  }
}
