package asynclab.coroutines.source;

import com.sun.source.tree.*;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where jumps lead, what can end, and which patterns bind when: the language's own rules.
final class Flow {
  private final Parsed parsed;

  Flow(Parsed parsed) {
    this.parsed = parsed;
  }

  /// The statement that a `break` leaves, a `continue` goes on with, or a `yield` gives a value.
  Tree target(Tree jump) {
    var label =
        switch (jump) {
          case BreakTree b -> b.getLabel();
          case ContinueTree c -> c.getLabel();
          default -> null;
        };
    for (var path = parsed.path(jump).getParentPath(); path != null; path = path.getParentPath()) {
      var tree = path.getLeaf();
      if (label != null) {
        if (tree instanceof LabeledStatementTree l && l.getLabel().contentEquals(label)) {
          return l.getStatement();
        }
      } else if (jump instanceof YieldTree) {
        if (tree instanceof SwitchExpressionTree) return tree;
      } else if (isLoop(tree) || (jump instanceof BreakTree && tree instanceof SwitchTree)) {
        return tree;
      }
    }
    throw new IllegalStateException("a jump without a target passed javac: " + jump);
  }

  static boolean isLoop(Tree tree) {
    return tree instanceof WhileLoopTree
        || tree instanceof DoWhileLoopTree
        || tree instanceof ForLoopTree
        || tree instanceof EnhancedForLoopTree;
  }

  /// The trees under `root` that belong to this method: not those of lambdas and classes in it.
  static List<Tree> own(@Nullable Tree root) {
    var found = new ArrayList<Tree>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void scan(@Nullable Tree tree, @Nullable Void nothing) {
        if (tree != null) found.add(tree);
        return super.scan(tree, null);
      }

      @Override
      public @Nullable Void visitLambdaExpression(LambdaExpressionTree t, @Nullable Void nothing) {
        return null;
      }

      @Override
      public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
        return null;
      }
    }.scan(root, null);
    return found;
  }

  static boolean isWithin(@Nullable Tree tree, Tree root) {
    return tree != null && own(root).stream().anyMatch(t -> t == tree);
  }

  /// Whether the statement after `tree` can be reached (JLS 14.22).
  boolean completes(@Nullable Tree tree) {
    return switch (tree) {
      case null -> true;
      case ReturnTree _, ThrowTree _, BreakTree _, ContinueTree _, YieldTree _ -> false;
      case BlockTree block -> block.getStatements().stream().allMatch(this::completes);
      case IfTree i ->
          i.getElseStatement() == null
              || completes(i.getThenStatement())
              || completes(i.getElseStatement());
      case WhileLoopTree loop -> !isTrue(loop.getCondition()) || isLeftBy(tree);
      case DoWhileLoopTree loop ->
          isLeftBy(tree)
              || (!isTrue(loop.getCondition())
                  && (completes(loop.getStatement()) || isContinued(tree)));
      case ForLoopTree loop ->
          (loop.getCondition() != null && !isTrue(loop.getCondition())) || isLeftBy(tree);
      case LabeledStatementTree l -> completes(l.getStatement()) || isLeftBy(l.getStatement());
      case SynchronizedTree s -> completes(s.getBlock());
      case TryTree t ->
          completes(t.getFinallyBlock())
              && (completes(t.getBlock())
                  || t.getCatches().stream().anyMatch(c -> completes(c.getBlock())));
      case SwitchTree s -> completes(s);
      default -> true;
    };
  }

  private boolean completes(SwitchTree tree) {
    var cases = tree.getCases();
    if (cases.isEmpty() || isLeftBy(tree) || !isExhaustive(cases)) return true;
    for (var one : cases) {
      if (one.getCaseKind() != CaseTree.CaseKind.RULE) continue;
      if (completes(one.getBody())) return true;
    }
    var last = cases.get(cases.size() - 1);
    return last.getCaseKind() == CaseTree.CaseKind.STATEMENT
        && Objects.requireNonNull(last.getStatements()).stream().allMatch(this::completes);
  }

  /// Whether some case always fits: the language demands it as soon as there is a pattern or null.
  static boolean isExhaustive(List<? extends CaseTree> cases) {
    return cases.stream()
        .flatMap(one -> one.getLabels().stream())
        .anyMatch(label ->
            !(label instanceof ConstantCaseLabelTree constant)
                || constant.getConstantExpression().getKind() == Tree.Kind.NULL_LITERAL);
  }

  private boolean isLeftBy(Tree statement) {
    return own(statement).stream().anyMatch(t -> t instanceof BreakTree && target(t) == statement);
  }

  private boolean isContinued(Tree loop) {
    return own(loop).stream().anyMatch(t -> t instanceof ContinueTree && target(t) == loop);
  }

  static boolean isTrue(ExpressionTree condition) {
    return bare(condition) instanceof LiteralTree literal
        && Boolean.TRUE.equals(literal.getValue());
  }

  static ExpressionTree bare(ExpressionTree tree) {
    var inner = tree;
    while (inner instanceof ParenthesizedTree p) inner = p.getExpression();
    return inner;
  }

  /// The variables that a condition binds when it comes to `outcome` (JLS 6.3.1).
  static List<VariableTree> bindings(@Nullable Tree condition, boolean outcome) {
    return switch (condition) {
      case null -> List.of();
      case ParenthesizedTree p -> bindings(p.getExpression(), outcome);
      case UnaryTree u when u.getKind() == Tree.Kind.LOGICAL_COMPLEMENT ->
          bindings(u.getExpression(), !outcome);
      case BinaryTree b
          when b.getKind() == (outcome ? Tree.Kind.CONDITIONAL_AND : Tree.Kind.CONDITIONAL_OR) -> {
        var both = new ArrayList<>(bindings(b.getLeftOperand(), outcome));
        both.addAll(bindings(b.getRightOperand(), outcome));
        yield both;
      }
      case InstanceOfTree i when outcome -> patternVariables(i.getPattern());
      default -> List.of();
    };
  }

  /// The variables in a pattern.
  static List<VariableTree> patternVariables(@Nullable Tree pattern) {
    return own(pattern).stream()
        .filter(BindingPatternTree.class::isInstance)
        .map(tree -> ((BindingPatternTree) tree).getVariable())
        .toList();
  }

  /// `i++` and the like: of unary operators they alone assign.
  static boolean isStep(UnaryTree u) {
    return switch (u.getKind()) {
      case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> true;
      default -> false;
    };
  }
}
