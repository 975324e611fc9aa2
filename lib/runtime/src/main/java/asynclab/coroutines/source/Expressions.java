package asynclab.coroutines.source;

import com.sun.source.tree.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.ElementKind;
import javax.lang.model.type.TypeKind;
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

  Expressions(Draft draft, Lowering lowering) {
    this.draft = draft;
    this.lowering = lowering;
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
      default -> operands(operandsOf(e), e);
    }
  }

  private void await(MethodInvocationTree call) {
    var future = value(call.getArguments().get(0));
    lowering.suspend(call, future);
    draft.holes.put(call, new Code.Awaited(draft.parsed.type(call)));
  }

  /// Evaluates from left to right. What stands left of the last await is kept in temporaries.
  private void operands(List<ExpressionTree> operands, ExpressionTree whole) {
    var last = operands.size() - 1;
    while (last >= 0 && !draft.isMarked(operands.get(last))) last--;
    if (last < 0)
      throw draft.refused(whole, "await cannot stand in this place: give it a name first");
    for (var i = 0; i < last; i++) {
      var operand = operands.get(i);
      var code = value(operand);
      if (!isSteady(operand, operands.subList(i + 1, last + 1))) keep(operand, code, whole);
    }
    lower(operands.get(last));
  }

  private void keep(ExpressionTree operand, Code code, ExpressionTree whole) {
    var type = draft.parsed.type(operand);
    var text = code;
    if (isConcatenation(whole) && !type.getKind().isPrimitive() && !isString(type)) {
      // The language turns each operand into text in its turn.
      type = draft.parsed.known("java.lang.String").asType();
      text = Code.Mix.of("\"\" + %s", code);
    }
    var left = draft.temporary("left", type);
    lowering.add(new Step.Assign(left, text));
    draft.holes.put(operand, new Code.Use(left));
  }

  /// `a[i] op= e`: the old value is read before `e` is evaluated.
  private void compound(CompoundAssignmentTree c) {
    var variable = Flow.bare(c.getVariable());
    var local = draft.local(variable);
    if (!draft.isMarked(c.getExpression())) {
      operands(lvalue(variable), c);
      return;
    }
    if (local != null && !isAssignedIn(local, List.of(c.getExpression()))) {
      lower(c.getExpression());
      return;
    }
    for (var part : lvalue(variable)) {
      var code = value(part);
      if (!isSteady(part, List.of(c.getExpression()))) keep(part, code, c);
    }
    var type = draft.parsed.type(variable);
    var place = new Code.Original(variable);
    var old = draft.temporary("left", type);
    lowering.add(new Step.Assign(old, place));
    var right = value(c.getExpression());
    var operator = c.getKind().name().replace("_ASSIGNMENT", "");
    var isOne = right instanceof Code.Awaited || right instanceof Code.Use;
    var template = "%s " + symbol(operator) + (isOne ? " %s" : " (%s)");
    var sum = Code.Mix.of(template, new Code.Use(old), right);
    var isShift = operator.endsWith("SHIFT");
    var operand = isShift ? type : draft.parsed.type(c.getExpression());
    draft.holes.put(c, new Code.Mix("%s = " + narrowed(type, operand), List.of(place, sum)));
  }

  /// The language casts the result back to the type of the variable, where it is a wider one.
  private String narrowed(TypeMirror type, TypeMirror operand) {
    var to = primitive(type);
    var from = primitive(operand);
    var rank = RANKS.indexOf(to);
    var isSmall = rank >= 0 && rank < RANKS.indexOf(TypeKind.INT);
    if (rank < 0 || !isSmall && rank >= RANKS.indexOf(from)) return "%s";
    return "(" + to.name().toLowerCase(Locale.ROOT) + ") (%s)";
  }

  private static final List<TypeKind> RANKS =
      List.of(
          TypeKind.BYTE,
          TypeKind.SHORT,
          TypeKind.CHAR,
          TypeKind.INT,
          TypeKind.LONG,
          TypeKind.FLOAT,
          TypeKind.DOUBLE);

  /// The kind of a type without its box.
  private TypeKind primitive(TypeMirror type) {
    for (var kind : RANKS) {
      var primitive = draft.parsed.types.getPrimitiveType(kind);
      var box = draft.parsed.types.boxedClass(primitive).asType();
      if (draft.parsed.types.isSameType(type, box)) return kind;
    }
    return type.getKind();
  }

  static String symbol(String operator) {
    return switch (operator) {
      case "PLUS" -> "+";
      case "MINUS" -> "-";
      case "MULTIPLY" -> "*";
      case "DIVIDE" -> "/";
      case "REMAINDER" -> "%%";
      case "AND" -> "&";
      case "OR" -> "|";
      case "XOR" -> "^";
      case "LEFT_SHIFT" -> "<<";
      case "RIGHT_SHIFT" -> ">>";
      case "UNSIGNED_RIGHT_SHIFT" -> ">>>";
      default -> throw new IllegalStateException("an operator unknown here: " + operator);
    };
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
        && isString(draft.parsed.type(e));
  }

  static boolean isString(TypeMirror type) {
    return type.toString().equals("java.lang.String");
  }

  /// Whether it has the same value, and no effect, after `later` was evaluated.
  private boolean isSteady(ExpressionTree e, List<? extends ExpressionTree> later) {
    if (draft.holes.containsKey(e)) return draft.holes.get(e) instanceof Code.Use;
    return switch (e) {
      case LiteralTree _, LambdaExpressionTree _ -> true;
      case ParenthesizedTree p -> isSteady(p.getExpression(), later);
      case IdentifierTree i -> {
        var local = draft.local(i);
        yield local != null
            ? !isAssignedIn(local, later)
            : i.getName().contentEquals("this") || isNoValue(i);
      }
      case MemberSelectTree s -> isNoValue(s) || s.getIdentifier().contentEquals("class");
      case BinaryTree b ->
          b.getKind() != Tree.Kind.DIVIDE
              && b.getKind() != Tree.Kind.REMAINDER
              && isPlain(b.getLeftOperand())
              && isPlain(b.getRightOperand())
              && isSteady(b.getLeftOperand(), later)
              && isSteady(b.getRightOperand(), later);
      default -> false;
    };
  }

  private boolean isPlain(ExpressionTree e) {
    var type = draft.parsed.type(e);
    return type.getKind().isPrimitive() || isString(type);
  }

  /// Whether a name is that of a type, a package or a constant.
  private boolean isNoValue(Tree name) {
    var element = draft.parsed.element(name);
    if (element == null) return false;
    return element.getKind() == ElementKind.ENUM_CONSTANT
        || element.getKind() == ElementKind.PACKAGE
        || element.getKind().isClass()
        || element.getKind().isInterface();
  }

  private boolean isAssignedIn(Local local, List<? extends ExpressionTree> trees) {
    for (var tree : trees) {
      for (var inner : Flow.own(tree)) {
        var target =
            switch (inner) {
              case AssignmentTree a -> a.getVariable();
              case CompoundAssignmentTree c -> c.getVariable();
              case UnaryTree u -> u.getExpression();
              default -> null;
            };
        if (target != null && draft.local(Flow.bare(target)) == local) return true;
      }
    }
    return false;
  }

  /// What is evaluated before a variable is read or written.
  private List<ExpressionTree> lvalue(ExpressionTree variable) {
    return switch (Flow.bare(variable)) {
      case ArrayAccessTree a -> List.of(a.getExpression(), a.getIndex());
      case MemberSelectTree s when !isNoValue(s.getExpression()) -> List.of(s.getExpression());
      default -> List.of();
    };
  }

  /// The parts of an expression, in the order in which they are evaluated.
  private List<ExpressionTree> operandsOf(ExpressionTree e) {
    var operands = new ArrayList<ExpressionTree>();
    switch (e) {
      case AssignmentTree a -> {
        operands.addAll(lvalue(a.getVariable()));
        operands.add(a.getExpression());
      }
      case UnaryTree u when isStep(u) -> operands.addAll(lvalue(u.getExpression()));
      case MethodInvocationTree call -> {
        if (call.getMethodSelect() instanceof MemberSelectTree s
            && !isNoValue(s.getExpression())
            && !isSuper(s.getExpression())) {
          operands.add(s.getExpression());
        }
        operands.addAll(call.getArguments());
      }
      case NewClassTree n -> {
        if (n.getEnclosingExpression() != null) operands.add(n.getEnclosingExpression());
        operands.addAll(n.getArguments());
      }
      case NewArrayTree a -> {
        operands.addAll(a.getDimensions());
        if (a.getInitializers() != null) operands.addAll(a.getInitializers());
      }
      case InstanceOfTree i -> operands.add(i.getExpression());
      case TypeCastTree c -> operands.add(c.getExpression());
      case ConditionalExpressionTree c -> operands.add(c.getCondition());
      case SwitchExpressionTree s -> operands.add(s.getExpression());
      case MemberReferenceTree r -> operands.add(r.getQualifierExpression());
      case MemberSelectTree s -> operands.add(s.getExpression());
      case BinaryTree b -> {
        operands.add(b.getLeftOperand());
        operands.add(b.getRightOperand());
      }
      case UnaryTree u -> operands.add(u.getExpression());
      case ArrayAccessTree a -> {
        operands.add(a.getExpression());
        operands.add(a.getIndex());
      }
      default -> {}
    }
    return operands;
  }

  private static boolean isSuper(ExpressionTree e) {
    return e instanceof IdentifierTree i && i.getName().contentEquals("super")
        || e instanceof MemberSelectTree s && s.getIdentifier().contentEquals("super");
  }

  private static boolean isStep(UnaryTree u) {
    return switch (u.getKind()) {
      case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> true;
      default -> false;
    };
  }
}
