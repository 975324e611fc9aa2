package asynclab.coroutines.source;

import com.sun.source.tree.*;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The fourth pass: statements that hold an await are taken apart into [Block]s; all others stay.
///
/// Invariant: a block is filled once, in the order of the text, and everything in it belongs to the
/// same innermost `try`. After a statement that never ends there is no current block.
final class Lowering {
  /// Where the jumps of a statement that was taken apart lead, and how deep it stands.
  private record Target(Block after, @Nullable Block again, @Nullable Local value, int depth) {}

  private final Draft draft;
  final Expressions expressions;
  final Switches switches;
  final Tries tries;
  private final Loops loops;
  private final LocalClasses localClasses;
  private final Map<Tree, Target> targets = new HashMap<>();
  private @Nullable Block current;
  private @Nullable Block returning;
  private @Nullable Local returned;
  private int order;

  private Lowering(Draft draft) {
    this.draft = draft;
    this.expressions = new Expressions(draft, this);
    this.switches = new Switches(draft, this);
    this.tries = new Tries(draft, this);
    this.loops = new Loops(draft, this);
    this.localClasses = new LocalClasses(draft);
  }

  /// Fills `draft.blocks`; the first is where the method begins.
  static void lower(Draft draft) {
    var lowering = new Lowering(draft);
    var body = Objects.requireNonNull(draft.method.getBody());
    var beginning = lowering.block(body, "the beginning");
    beginning.isReached = true;
    lowering.start(beginning);
    lowering.statement(body);
    if (lowering.returning != null) {
      lowering.start(lowering.returning);
      lowering.end(new Exit.Return(new Code.Use(Objects.requireNonNull(lowering.returned))));
    }
  }

  Block block(Tree place, String label) {
    return new Block(place, label);
  }

  /// Goes on with a block; with none where nothing leads to it.
  void start(Block block) {
    current = null;
    if (!block.isReached) return;
    block.order = order++;
    block.region = tries.region();
    draft.blocks.add(block);
    current = block;
  }

  boolean isLive() {
    return current != null;
  }

  void add(Step step) {
    if (current != null) current.steps.add(step);
  }

  void end(Exit exit) {
    if (current != null) {
      current.exit = exit;
      exit.targets().forEach(to -> to.isReached = true);
    }
    current = null;
  }

  void go(Block to) {
    end(new Exit.Go(to));
  }

  void suspend(Tree await, Code future) {
    var next = block(await, Shape.shortened(draft.parsed.text(await)));
    next.waits = true;
    end(new Exit.Suspend(future, next));
    start(next);
  }

  void statement(@Nullable StatementTree s) {
    if (s == null || current == null) return;
    if (s instanceof BlockTree b && draft.isApart(b)) {
      inOrder(b.getStatements(), draft.parsed.start(b) + 1);
    } else if (!draft.isMarked(s)) {
      asItIs(s);
    } else {
      apart(s);
    }
  }

  /// Statements, each with the comments ahead of it.
  void inOrder(List<? extends StatementTree> statements, int start) {
    var from = start;
    for (var s : statements) {
      var notes = draft.parsed.comments(from, draft.parsed.start(s), draft.parsed.end(s));
      if (!notes.isEmpty()) add(new Step.Note(notes));
      from = draft.parsed.end(s);
      statement(s);
    }
  }

  private void asItIs(StatementTree s) {
    switch (s) {
      case VariableTree v -> variable(v);
      case ReturnTree r -> returns(r);
      case ThrowTree t -> end(new Exit.Throw(draft.code(t.getExpression())));
      case BreakTree _, ContinueTree _ -> {
        var jump = Objects.requireNonNull(jump(s), "the statement around it was taken apart");
        jump.steps().forEach(this::add);
        go(jump.to());
      }
      case YieldTree y -> yields(y);
      case ExpressionStatementTree e when assignment(e) -> {}
      case ClassTree c when localClasses.isForAll(c) -> draft.hoisted.add(c);
      case EmptyStatementTree _ -> {}
      case BlockTree b when b.getStatements().isEmpty() -> {}
      default -> run(s);
    }
  }

  private boolean assignment(ExpressionStatementTree statement) {
    if (!(statement.getExpression() instanceof AssignmentTree a)) return false;
    var local = draft.local(Flow.bare(a.getVariable()));
    if (local == null) return false;
    expressions.assign(local, a.getExpression());
    return true;
  }

  /// A statement that stays; the jumps out of it are turned into changes of state.
  private void run(StatementTree s) {
    for (var tree : Flow.own(s)) {
      if (tree instanceof ReturnTree r && tries.depth() > 0) draft.jumps.put(r, returning(r));
      if (tree instanceof BreakTree || tree instanceof ContinueTree || tree instanceof YieldTree) {
        var jump = jump(tree);
        if (jump != null) draft.jumps.put(tree, jump);
      }
    }
    add(new Step.Run(s));
    if (!draft.flow.completes(s)) end(new Exit.Never());
  }

  private void variable(VariableTree v) {
    var local = draft.declared(v);
    if (v.getInitializer() == null) add(new Step.Declare(local));
    else expressions.assign(local, v.getInitializer());
  }

  private void apart(StatementTree s) {
    switch (s) {
      case VariableTree v -> variable(v);
      case ExpressionStatementTree e -> {
        if (!assignment(e)) add(new Step.Evaluate(expressions.value(e.getExpression())));
      }
      case ReturnTree r -> {
        expressions.lower(Objects.requireNonNull(r.getExpression()));
        returns(r);
      }
      case ThrowTree t -> end(new Exit.Throw(expressions.value(t.getExpression())));
      case YieldTree y -> yields(y);
      case LabeledStatementTree l -> labeled(l);
      case StatementTree kept when draft.keepsShape(kept) -> head(kept, kept);
      case IfTree i -> ifElse(i);
      case SwitchTree w -> switches.statement(w);
      case TryTree t -> tries.statement(t);
      case WhileLoopTree w -> loops.whileLoop(w);
      case DoWhileLoopTree d -> loops.doLoop(d);
      case ForLoopTree f -> loops.forLoop(f);
      case EnhancedForLoopTree e -> loops.forEach(e);
      default -> throw draft.refused(s, "await cannot stand in this statement: await before it");
    }
  }

  /// Only the value it begins with has to be waited for.
  private void head(StatementTree whole, StatementTree unlabeled) {
    var head =
        switch (unlabeled) {
          case IfTree i -> i.getCondition();
          case SwitchTree w -> w.getExpression();
          case EnhancedForLoopTree f -> f.getExpression();
          case SynchronizedTree y -> y.getExpression();
          default -> throw new IllegalStateException("a statement without a head: " + unlabeled);
        };
    if (draft.isMarked(head)) expressions.lower(head);
    run(whole);
  }

  private void labeled(LabeledStatementTree l) {
    var inner = l.getStatement();
    if (draft.keepsShape(inner)) {
      head(l, inner);
      return;
    }
    if (Flow.isLoop(inner) || inner instanceof SwitchTree) {
      statement(inner);
      return;
    }
    var after = block(l, "after " + l.getLabel());
    target(inner, after, null, null);
    statement(inner);
    go(after);
    start(after);
  }

  void target(Tree statement, Block after, @Nullable Block again, @Nullable Local value) {
    targets.put(statement, new Target(after, again, value, tries.depth()));
  }

  /// The way of a jump; null when what it leaves stays as it is.
  private @Nullable Jump jump(Tree tree) {
    var target = targets.get(draft.flow.target(tree));
    if (target == null) return null;
    var steps = new ArrayList<Step>();
    if (tree instanceof YieldTree y) {
      steps.add(new Step.Assign(Objects.requireNonNull(target.value), draft.code(y.getValue())));
    }
    var to = tree instanceof ContinueTree ? Objects.requireNonNull(target.again) : target.after;
    return tries.leave(steps, to, target.depth);
  }

  private void yields(YieldTree y) {
    var target = Objects.requireNonNull(targets.get(draft.flow.target(y)));
    expressions.assign(Objects.requireNonNull(target.value), y.getValue());
    var jump = tries.leave(List.of(), target.after, target.depth);
    jump.steps().forEach(this::add);
    go(jump.to());
  }

  private void returns(ReturnTree r) {
    if (tries.depth() == 0) {
      end(new Exit.Return(draft.code(Objects.requireNonNull(r.getExpression()))));
      return;
    }
    var jump = returning(r);
    jump.steps().forEach(this::add);
    go(jump.to());
  }

  /// What a method returns is known before its `finally` blocks, and returned after them.
  private Jump returning(ReturnTree r) {
    if (returning == null || returned == null) {
      returning = block(r, "return");
      returned = draft.temporary("result", draft.returned);
    }
    var value = draft.code(Objects.requireNonNull(r.getExpression()));
    return tries.leave(List.of(new Step.Assign(returned, value)), returning, 0);
  }

  private void ifElse(IfTree i) {
    var yes = block(i.getThenStatement(), "then");
    var no = i.getElseStatement() == null ? null : block(i.getElseStatement(), "else");
    var after = block(i, "after if");
    expressions.condition(i.getCondition(), yes, no == null ? after : no);
    start(yes);
    statement(i.getThenStatement());
    go(after);
    if (no != null) {
      start(no);
      statement(i.getElseStatement());
      go(after);
    }
    start(after);
  }
}
