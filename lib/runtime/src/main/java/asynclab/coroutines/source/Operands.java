package asynclab.coroutines.source;

import com.sun.source.tree.*;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.type.TypeMirror;

/// The parts of an expression, as the language evaluates them: in which order, and which of them
/// come to the same however late they are evaluated.
final class Operands {
  private final Draft draft;

  Operands(Draft draft) {
    this.draft = draft;
  }

  /// Whether it has the same value, and no effect, after `later` was evaluated.
  boolean isSteady(ExpressionTree e, List<? extends ExpressionTree> later) {
    if (draft.holes.containsKey(e)) return draft.holes.get(e) instanceof Code.Use;
    return switch (e) {
      case LiteralTree _, LambdaExpressionTree _ -> true;
      case ParenthesizedTree p -> isSteady(p.getExpression(), later);
      case IdentifierTree i -> {
        var local = draft.local(i);
        yield local != null
            ? !draft.isAssignedIn(local, later)
            : i.getName().contentEquals("this") || isNoValue(i);
      }
      case MemberSelectTree s ->
          isNoValue(s)
              || s.getIdentifier().contentEquals("class")
              || s.getIdentifier().contentEquals("this");
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

  /// What is evaluated before a variable is read or written.
  List<ExpressionTree> lvalue(ExpressionTree variable) {
    return switch (Flow.bare(variable)) {
      case ArrayAccessTree a -> List.of(a.getExpression(), a.getIndex());
      case MemberSelectTree s when !isNoValue(s.getExpression()) -> List.of(s.getExpression());
      default -> List.of();
    };
  }

  /// The parts of an expression, in the order in which they are evaluated.
  List<ExpressionTree> of(ExpressionTree e) {
    var operands = new ArrayList<ExpressionTree>();
    switch (e) {
      case AssignmentTree a -> {
        operands.addAll(lvalue(a.getVariable()));
        operands.add(a.getExpression());
      }
      case UnaryTree u when Flow.isStep(u) -> operands.addAll(lvalue(u.getExpression()));
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
      case BinaryTree b -> {
        operands.add(b.getLeftOperand());
        operands.add(b.getRightOperand());
      }
      case ArrayAccessTree a -> {
        operands.add(a.getExpression());
        operands.add(a.getIndex());
      }
      default -> operands.addAll(only(e));
    }
    return operands;
  }

  /// The one part of an expression that has one.
  private static List<ExpressionTree> only(ExpressionTree e) {
    return switch (e) {
      case InstanceOfTree i -> List.of(i.getExpression());
      case TypeCastTree c -> List.of(c.getExpression());
      case ConditionalExpressionTree c -> List.of(c.getCondition());
      case SwitchExpressionTree s -> List.of(s.getExpression());
      case MemberReferenceTree r -> List.of(r.getQualifierExpression());
      case MemberSelectTree s -> List.of(s.getExpression());
      case UnaryTree u -> List.of(u.getExpression());
      default -> List.of();
    };
  }

  private static boolean isSuper(ExpressionTree e) {
    return (e instanceof IdentifierTree i && i.getName().contentEquals("super"))
        || (e instanceof MemberSelectTree s && s.getIdentifier().contentEquals("super"));
  }

  static boolean isString(TypeMirror type) {
    return type.toString().equals("java.lang.String");
  }
}
