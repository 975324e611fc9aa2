package asynclab.coroutines.source;

import com.sun.source.tree.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The fourth pass, for `switch`: one choice of the next state, and a state for each case.
final class Switches {
  private final Draft draft;
  private final Lowering lowering;

  Switches(Draft draft, Lowering lowering) {
    this.draft = draft;
    this.lowering = lowering;
  }

  void statement(SwitchTree tree) {
    var after = lowering.block(tree, "after switch");
    lowering.target(tree, after, null, null);
    var isTotal = Flow.isExhaustive(tree.getCases());
    choose(tree.getExpression(), tree.getCases(), after, null, isTotal);
    lowering.start(after);
  }

  /// `value = switch (…) {…}`.
  void expression(SwitchExpressionTree tree, Local value) {
    var after = lowering.block(tree, "the value is known");
    lowering.target(tree, after, null, value);
    choose(tree.getExpression(), tree.getCases(), after, value, true);
    lowering.start(after);
  }

  private void choose(
      ExpressionTree selector,
      List<? extends CaseTree> cases,
      Block after,
      @Nullable Local value,
      boolean isTotal) {
    var selected = lowering.expressions.value(Flow.bare(selector));
    var blocks = new ArrayList<Block>();
    var arms = new ArrayList<Exit.Arm>();
    for (var one : cases) {
      var block = lowering.block(one, Shape.shortened(label(one)));
      blocks.add(block);
      arms.add(new Exit.Arm(List.of(one), block, bound(one)));
    }
    if (!isTotal) arms.add(new Exit.Arm(List.of(), after, List.of()));
    lowering.end(new Exit.Select(selected, arms));
    for (var i = 0; i < cases.size(); i++) {
      lowering.start(blocks.get(i));
      body(cases.get(i), value);
      var falls = cases.get(i).getCaseKind() == CaseTree.CaseKind.STATEMENT && i + 1 < cases.size();
      lowering.go(falls ? blocks.get(i + 1) : after);
    }
  }

  private void body(CaseTree one, @Nullable Local value) {
    if (one.getCaseKind() == CaseTree.CaseKind.STATEMENT) {
      Objects.requireNonNull(one.getStatements()).forEach(lowering::statement);
      return;
    }
    switch (one.getBody()) {
      case ExpressionTree e when value != null -> lowering.expressions.assign(value, e);
      case ExpressionTree e -> lowering.add(new Step.Evaluate(lowering.expressions.value(e)));
      case StatementTree s -> lowering.statement(s);
      default -> throw new IllegalStateException("a body unknown here: " + one.getBody());
    }
  }

  private String label(CaseTree one) {
    var text = draft.parsed.text(one);
    var arrow = text.indexOf(one.getCaseKind() == CaseTree.CaseKind.RULE ? "->" : ":");
    return arrow < 0 ? text : text.substring(0, arrow).strip();
  }

  private List<Local> bound(CaseTree one) {
    var variables = new ArrayList<VariableTree>();
    for (var label : one.getLabels()) variables.addAll(Flow.patternVariables(label));
    variables.addAll(Flow.bindings(one.getGuard(), true));
    return draft.declared(variables);
  }
}
