package asynclab.coroutines.source;

import com.sun.source.tree.*;
import java.util.List;
import javax.lang.model.type.TypeMirror;

/// The fourth pass, for expressions: an await in the middle of one becomes the end of a block, and
/// the rest of the expression the beginning of the next.
///
/// Invariant: after `lower(e)` the current block ends where `e` can be evaluated at once, and the
/// text of `e` with its holes does so, with all effects in the order of the language. Whatever
/// stands left of an await was evaluated before it and is kept in a temporary.
final class Expressions {
  private final Draft draft;
  private final Lowering lowering;
  private final Operands operands;
  private final Casts casts;

  Expressions(Draft draft, Lowering lowering) {
    this.draft = draft;
    this.lowering = lowering;
    this.operands = new Operands(draft);
    this.casts = new Casts(draft.parsed);
  }

  /// The value of `e`, lowered where that is needed.
  Code value(ExpressionTree e) {
    if (draft.isMarked(e)) lower(e);
    return draft.code(e);
  }

  /// `target = e`; a choice assigns in each of its branches.
  void assign(Local target, ExpressionTree e) {
    switch (Flow.bare(e)) {
      case ConditionalExpressionTree c
          when isMarked(c.getTrueExpression(), c.getFalseExpression()) ->
          choose(c.getCondition(), c.getTrueExpression(), c.getFalseExpression(), target, c);
      case SwitchExpressionTree s when s.getCases().stream().anyMatch(draft::isMarked) ->
          lowering.switches.expression(s, target);
      case NewArrayTree array when array.getType() == null ->
          assign(target, array, draft.parsed.type(array));
      default -> lowering.add(new Step.Assign(target, value(e)));
    }
  }

  private void assign(Local target, NewArrayTree array, TypeMirror type) {
    if (draft.isMarked(array)) lower(array);
    lowering.add(new Step.Assign(target, new Code.Array(type, array)));
  }

  void lower(ExpressionTree e) {
    switch (e) {
      case ParenthesizedTree p -> lower(p.getExpression());
      case MethodInvocationTree call when draft.parsed.isAwait(call) -> await(call);
      case BinaryTree b when isLazy(b) && draft.isMarked(b.getRightOperand()) -> decide(b);
      case ConditionalExpressionTree c
          when isMarked(c.getTrueExpression(), c.getFalseExpression()) -> {
        var value = draft.temporary("chosen", draft.parsed.type(c));
        choose(c.getCondition(), c.getTrueExpression(), c.getFalseExpression(), value, c);
        draft.holes.put(c, new Code.Use(value));
      }
      case SwitchExpressionTree s when s.getCases().stream().anyMatch(draft::isMarked) -> {
        var value = draft.temporary("chosen", draft.parsed.type(s));
        lowering.switches.expression(s, value);
        draft.holes.put(s, new Code.Use(value));
      }
      case CompoundAssignmentTree c -> compound(c);
      default -> inOrder(operands.of(e), e);
    }
  }

  private void await(MethodInvocationTree call) {
    var future = value(call.getArguments().get(0));
    lowering.suspend(call, future);
    draft.holes.put(call, new Code.Awaited(draft.parsed.type(call)));
  }

  /// Evaluates from left to right. What stands left of the last await is kept in temporaries.
  private void inOrder(List<ExpressionTree> parts, ExpressionTree whole) {
    var last = parts.size() - 1;
    while (last >= 0 && !draft.isMarked(parts.get(last))) last--;
    if (last < 0)
      throw draft.refused(whole, "await cannot stand in this place: give it a name first");
    for (var i = 0; i < last; i++) {
      var operand = parts.get(i);
      var code = value(operand);
      if (operands.isSteady(operand, parts.subList(i + 1, last + 1))) continue;
      if (isConcatenation(whole)) keepInText(operand, code);
      else keep(operand, code);
    }
    lower(parts.get(last));
  }

  private void keep(ExpressionTree operand, Code code) {
    var type = draft.parsed.type(operand);
    if (!TypeNames.canBeWritten(type)) {
      throw draft.refused(
          operand,
          "%s is evaluated before an await and used after it, and its type has no name: "
                  .formatted(Shape.shortened(draft.parsed.text(operand)))
              + "put it into a variable with a type first");
    }
    var isRow = operand instanceof NewArrayTree array && array.getType() == null;
    keep(operand, isRow ? new Code.Array(type, operand) : code, type);
  }

  /// The language turns each operand of a text into text in its turn.
  private void keepInText(ExpressionTree operand, Code code) {
    var type = draft.parsed.type(operand);
    if (type.getKind().isPrimitive() || Operands.isString(type)) keep(operand, code, type);
    else {
      var text = draft.parsed.known("java.lang.String").asType();
      keep(operand, Code.Mix.of("\"\" + %s", code), text);
    }
  }

  private void keep(ExpressionTree operand, Code code, TypeMirror type) {
    var left = draft.temporary("left", type);
    lowering.add(new Step.Assign(left, code));
    draft.holes.put(operand, new Code.Use(left));
  }

  /// `a[i] op= e`: the old value is read before `e` is evaluated.
  private void compound(CompoundAssignmentTree c) {
    var variable = Flow.bare(c.getVariable());
    var local = draft.local(variable);
    if (!draft.isMarked(c.getExpression())) {
      inOrder(operands.lvalue(variable), c);
      return;
    }
    if (local != null && !draft.isAssignedIn(local, List.of(c.getExpression()))) {
      lower(c.getExpression());
      return;
    }
    for (var part : operands.lvalue(variable)) {
      var code = value(part);
      if (!operands.isSteady(part, List.of(c.getExpression()))) keep(part, code);
    }
    var type = draft.parsed.type(variable);
    var place = new Code.Original(variable);
    var old = draft.temporary("left", type);
    lowering.add(new Step.Assign(old, place));
    var right = value(c.getExpression());
    var operator = c.getKind().name().replace("_ASSIGNMENT", "");
    var isOne = right instanceof Code.Awaited || right instanceof Code.Use;
    var template = "%s " + Casts.symbol(operator) + (isOne ? " %s" : " (%s)");
    var sum = Code.Mix.of(template, new Code.Use(old), right);
    var isShift = operator.endsWith("SHIFT");
    var operand = isShift ? type : draft.parsed.type(c.getExpression());
    draft.holes.put(c, new Code.Mix("%s = " + casts.narrowed(type, operand), List.of(place, sum)));
  }

  /// `a && b` as a value.
  private void decide(BinaryTree b) {
    var value = draft.temporary("holds", draft.parsed.type(b));
    var yes = lowering.block(b, "true");
    var no = lowering.block(b, "false");
    var join = lowering.block(b, "the condition is known");
    condition(b, yes, no);
    lowering.start(yes);
    lowering.add(new Step.Assign(value, Code.Mix.of("true")));
    lowering.go(join);
    lowering.start(no);
    lowering.add(new Step.Assign(value, Code.Mix.of("false")));
    lowering.go(join);
    lowering.start(join);
    draft.holes.put(b, new Code.Use(value));
  }

  private void choose(
      ExpressionTree condition, ExpressionTree a, ExpressionTree b, Local value, Tree place) {
    var yes = lowering.block(a, "?");
    var no = lowering.block(b, ":");
    var join = lowering.block(place, "the value is known");
    condition(condition, yes, no);
    lowering.start(yes);
    assign(value, a);
    lowering.go(join);
    lowering.start(no);
    assign(value, b);
    lowering.go(join);
    lowering.start(join);
  }

  /// Goes to `yes` or `no`.
  void condition(ExpressionTree e, Block yes, Block no) {
    var bare = Flow.bare(e);
    if (draft.isLazy(bare)) {
      if (bare instanceof UnaryTree u && u.getKind() == Tree.Kind.LOGICAL_COMPLEMENT) {
        condition(u.getExpression(), no, yes);
        return;
      }
      if (bare instanceof BinaryTree b && isLazy(b)) {
        var rest = lowering.block(b.getRightOperand(), "the rest of the condition");
        if (b.getKind() == Tree.Kind.CONDITIONAL_AND) condition(b.getLeftOperand(), rest, no);
        else condition(b.getLeftOperand(), yes, rest);
        lowering.start(rest);
        condition(b.getRightOperand(), yes, no);
        return;
      }
    }
    if (Flow.isTrue(bare)) {
      lowering.go(yes);
      return;
    }
    var code = value(bare);
    var ifTrue = draft.declared(Flow.bindings(bare, true));
    var ifFalse = draft.declared(Flow.bindings(bare, false));
    lowering.end(new Exit.Branch(code, yes, no, ifTrue, ifFalse));
  }

  private boolean isMarked(Tree a, Tree b) {
    return draft.isMarked(a) || draft.isMarked(b);
  }

  private static boolean isLazy(BinaryTree b) {
    return b.getKind() == Tree.Kind.CONDITIONAL_AND || b.getKind() == Tree.Kind.CONDITIONAL_OR;
  }

  private boolean isConcatenation(ExpressionTree e) {
    return (e.getKind() == Tree.Kind.PLUS || e.getKind() == Tree.Kind.PLUS_ASSIGNMENT)
        && Operands.isString(draft.parsed.type(e));
  }
}
