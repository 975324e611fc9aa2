package asynclab.coroutines.source;

import com.sun.source.tree.*;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which locals are needed before a tree, given those that are needed after it: the transfer of
/// [Liveness] for text that stays as it is.
///
/// Sets are made anew, never changed. A loop is asked until its answer stays the same.
final class TreeLiveness {
  private final Draft draft;
  private final Function<Block, BitSet> liveAt;
  private final Map<Tree, BitSet> afterBreak = new HashMap<>();
  private final Map<Tree, BitSet> afterContinue = new HashMap<>();

  TreeLiveness(Draft draft, Function<Block, BitSet> liveAt) {
    this.draft = draft;
    this.liveAt = liveAt;
  }

  BitSet before(Step step, BitSet after) {
    return switch (step) {
      case Step.Run(var tree) -> bare(tree, after);
      case Step.Assign(var target, var code) -> before(code, without(after, target));
      case Step.Evaluate(var code) -> before(code, after);
      case Step.Note _ -> after;
      case Step.Declare(var target) -> without(after, target);
    };
  }

  BitSet before(Code code, BitSet after) {
    return switch (code) {
      case Code.Original(var tree) -> bare(tree, after);
      case Code.Array(var _, var tree) -> bare(tree, after);
      case Code.Use(var local) -> with(after, local);
      case Code.Cast(var _, var inner) -> before(inner, after);
      case Code.Is(var _, var inner) -> before(inner, after);
      case Code.Mix(var _, var parts) -> {
        var live = after;
        for (var part : parts.reversed()) live = before(part, live);
        yield live;
      }
      case Code.Awaited _, Code.StateNumber _ -> after;
    };
  }

  private BitSet in(@Nullable Tree tree, BitSet after) {
    if (tree == null) return after;
    var hole = draft.holes.get(tree);
    return hole != null ? before(hole, after) : bare(tree, after);
  }

  /// The tree itself, whatever stands in its place.
  private BitSet bare(Tree tree, BitSet out) {
    var jump = draft.jumps.get(tree);
    if (jump != null) return before(jump);
    return switch (tree) {
      case IdentifierTree name -> with(out, draft.local(name));
      case VariableTree v -> in(v.getInitializer(), without(out, draft.local(v)));
      case AssignmentTree a when draft.local(Flow.bare(a.getVariable())) != null ->
          in(a.getExpression(), without(out, draft.local(Flow.bare(a.getVariable()))));
      case BinaryTree b when isLazy(b) ->
          in(b.getLeftOperand(), or(out, in(b.getRightOperand(), out)));
      case ConditionalExpressionTree c ->
          in(c.getCondition(), or(in(c.getTrueExpression(), out), in(c.getFalseExpression(), out)));
      case LambdaExpressionTree _, ClassTree _ -> or(out, mentioned(tree));
      case IfTree i ->
          in(i.getCondition(), or(in(i.getThenStatement(), out), in(i.getElseStatement(), out)));
      case ReturnTree r -> in(r.getExpression(), new BitSet());
      case ThrowTree t -> in(t.getExpression(), new BitSet());
      case BreakTree _, YieldTree _ -> jumpOut(tree);
      case ContinueTree _ -> afterContinue.getOrDefault(draft.flow.target(tree), out);
      case TryTree t -> tryIn(t, out);
      case SwitchTree s -> switchIn(s, s.getExpression(), s.getCases(), out);
      case SwitchExpressionTree s -> switchIn(s, s.getExpression(), s.getCases(), out);
      case WhileLoopTree w -> loop(w, null, w.getCondition(), List.of(), w.getStatement(), out);
      case DoWhileLoopTree d -> doLoop(d, out);
      case ForLoopTree f -> {
        var live = loop(f, null, f.getCondition(), f.getUpdate(), f.getStatement(), out);
        for (var init : f.getInitializer().reversed()) live = in(init, live);
        yield live;
      }
      case EnhancedForLoopTree f ->
          in(f.getExpression(), loop(f, f.getVariable(), null, List.of(), f.getStatement(), out));
      case LabeledStatementTree l -> {
        afterBreak.put(l.getStatement(), out);
        yield in(l.getStatement(), out);
      }
      default -> {
        var live = out;
        for (var child : children(tree).reversed()) live = in(child, live);
        yield live;
      }
    };
  }

  private BitSet before(Jump jump) {
    var live = liveAt.apply(jump.to());
    for (var step : jump.steps().reversed()) live = before(step, live);
    return live;
  }

  private BitSet jumpOut(Tree tree) {
    var out = afterBreak.getOrDefault(draft.flow.target(tree), new BitSet());
    return tree instanceof YieldTree y ? in(y.getValue(), out) : out;
  }

  /// Anything in the body may fail, so what the handlers need is needed all the way.
  private BitSet tryIn(TryTree t, BitSet out) {
    var last = in(t.getFinallyBlock(), out);
    var handlers = new BitSet();
    if (t.getFinallyBlock() != null) handlers.or(in(t.getFinallyBlock(), new BitSet()));
    for (var one : t.getCatches())
      handlers.or(without(in(one.getBlock(), last), draft.local(one.getParameter())));
    var live = in(t.getBlock(), last);
    for (var resource : t.getResources().reversed()) live = in(resource, live);
    return or(live, handlers);
  }

  private BitSet switchIn(
      Tree tree, ExpressionTree selector, List<? extends CaseTree> cases, BitSet out) {
    afterBreak.put(tree, out);
    var live = tree instanceof SwitchTree ? out : new BitSet();
    var next = out;
    for (var one : cases.reversed()) {
      if (one.getCaseKind() == CaseTree.CaseKind.STATEMENT) {
        var statements = one.getStatements();
        if (statements != null) for (var s : statements.reversed()) next = in(s, next);
      } else {
        next = in(one.getBody(), out);
      }
      var entered = in(one.getGuard(), or(next, out));
      for (var label : one.getLabels().reversed()) entered = in(label, entered);
      live = or(live, entered);
    }
    return in(selector, live);
  }

  private BitSet loop(
      Tree tree,
      @Nullable VariableTree each,
      @Nullable ExpressionTree condition,
      List<? extends Tree> updates,
      Tree body,
      BitSet out) {
    afterBreak.put(tree, out);
    var exits = condition != null && Flow.isTrue(condition) ? new BitSet() : out;
    var head = new BitSet();
    while (true) {
      var next = head;
      for (var update : updates.reversed()) next = in(update, next);
      afterContinue.put(tree, next);
      var live = in(body, next);
      if (each != null) live = without(live, draft.local(each));
      live = in(condition, or(live, condition == null && each == null ? new BitSet() : exits));
      live = or(live, head);
      if (live.equals(head)) return live;
      head = live;
    }
  }

  private BitSet doLoop(DoWhileLoopTree d, BitSet out) {
    afterBreak.put(d, out);
    var start = new BitSet();
    while (true) {
      var check = in(d.getCondition(), or(start, out));
      afterContinue.put(d, check);
      var live = or(in(d.getStatement(), check), start);
      if (live.equals(start)) return live;
      start = live;
    }
  }

  private BitSet mentioned(Tree tree) {
    var live = new BitSet();
    var itsOwn = new BitSet();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void nothing) {
        var local = draft.local(name);
        if (local != null) live.set(local.id);
        return null;
      }

      @Override
      public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
        var local = draft.local(variable);
        if (local != null) itsOwn.set(local.id);
        return super.visitVariable(variable, null);
      }
    }.scan(tree, null);
    live.andNot(itsOwn);
    return live;
  }

  private static boolean isLazy(BinaryTree b) {
    return b.getKind() == Tree.Kind.CONDITIONAL_AND || b.getKind() == Tree.Kind.CONDITIONAL_OR;
  }

  private static List<Tree> children(Tree tree) {
    var children = new ArrayList<Tree>();
    tree.accept(
        new TreeScanner<@Nullable Void, @Nullable Void>() {
          @Override
          public @Nullable Void scan(@Nullable Tree child, @Nullable Void nothing) {
            if (child != null) children.add(child);
            return null;
          }
        },
        null);
    return children;
  }

  static BitSet or(BitSet a, BitSet b) {
    var both = (BitSet) a.clone();
    both.or(b);
    return both;
  }

  static BitSet with(BitSet set, @Nullable Local local) {
    if (local == null) return set;
    var more = (BitSet) set.clone();
    more.set(local.id);
    return more;
  }

  static BitSet without(BitSet set, @Nullable Local local) {
    if (local == null) return set;
    var less = (BitSet) set.clone();
    less.clear(local.id);
    return less;
  }
}
