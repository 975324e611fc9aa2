package asynclab.coroutines.source;

import com.sun.source.tree.*;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import org.jspecify.annotations.Nullable;

/// The second pass: what cannot be rewritten is refused, with the reason and the cure.
///
/// Afterwards: every await stands where one can be, in a method that becomes a machine.
final class Checked {
  private final Parsed parsed;
  private final List<Problem> problems = new ArrayList<>();
  private final List<MethodTree> methods = new ArrayList<>();

  private Checked(Parsed parsed) {
    this.parsed = parsed;
  }

  /// The methods to rewrite, in the order of the text.
  static List<MethodTree> methods(Parsed parsed) {
    var check = new Checked(parsed);
    check.scan();
    if (!check.problems.isEmpty()) throw new CorofyException(check.problems);
    return check.methods;
  }

  private void scan() {
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
        if (isAsync(method)) check(method);
        return super.visitMethod(method, null);
      }

      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void nothing) {
        if (parsed.isAwait(call)) check(call);
        return super.visitMethodInvocation(call, null);
      }

      @Override
      public @Nullable Void visitMemberReference(
          MemberReferenceTree reference, @Nullable Void nothing) {
        var name = "await";
        if (parsed.isMember(reference, "asynclab.coroutines.Coroutine", name)) {
          refuse(
              reference,
              "await as a method reference would run later, in another method: "
                  + "call it where the method can be left");
        }
        return super.visitMemberReference(reference, null);
      }
    }.scan(parsed.unit, null);
  }

  private boolean isAsync(MethodTree method) {
    return method.getModifiers().getAnnotations().stream()
        .anyMatch(a -> parsed.isNamed(a.getAnnotationType(), "asynclab.coroutines.Async"));
  }

  private void check(MethodTree method) {
    methods.add(method);
    if (isInAnother(method)) {
      refuse(
          method,
          "%s stands inside of another coroutine: move its class out of that method"
              .formatted(method.getName()));
    }
    var name = method.getName();
    if (!returnsFuture(method)) {
      refuse(method, "%s is marked @Async and has to return a Future<…>".formatted(name));
    }
    if (method.getBody() == null) {
      refuse(method, "%s is marked @Async and has no body to rewrite".formatted(name));
    }
    if (method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) {
      refuse(
          method,
          "%s is synchronized: its lock belongs to the thread and cannot be held while it waits; "
                  .formatted(name)
              + "put a synchronized block around what needs it, without an await inside");
    }
    var owner = parsed.parent(method);
    if (!(owner instanceof ClassTree type)) return;
    if (type.getSimpleName().isEmpty()) {
      refuse(method, "%s stands in a class without a name: give the class a name".formatted(name));
    }
  }

  private boolean isInAnother(MethodTree method) {
    for (var path = parsed.path(method).getParentPath();
        path != null;
        path = path.getParentPath()) {
      if (path.getLeaf() instanceof MethodTree outer && isAsync(outer)) return true;
    }
    return false;
  }

  private boolean returnsFuture(MethodTree method) {
    return parsed.element(method) instanceof ExecutableElement element
        && element.getReturnType() instanceof DeclaredType type
        && type.getTypeArguments().size() == 1
        && ((TypeElement) type.asElement())
            .getQualifiedName()
            .contentEquals("asynclab.futures.Future");
  }

  private void check(MethodInvocationTree call) {
    Tree inner = call;
    for (var path = parsed.path(call).getParentPath(); path != null; path = path.getParentPath()) {
      var reason = obstacle(path, inner);
      if (reason != null) {
        refuse(call, reason);
        return;
      }
      if (path.getLeaf() instanceof MethodTree) return;
      inner = path.getLeaf();
    }
  }

  /// Why no await can stand in the part `inner` of a tree; null where it can.
  private @Nullable String obstacle(TreePath path, Tree inner) {
    return switch (path.getLeaf()) {
      case LambdaExpressionTree _ ->
          "await inside a lambda: the lambda is a method of its own, and not a coroutine; "
              + "await outside of it, or make it a method marked @Async";
      case SynchronizedTree s when s.getBlock() == inner ->
          "await inside synchronized: the lock belongs to the thread and cannot be held while the "
              + "method waits; await before or after it";
      case CaseTree one when one.getGuard() == inner ->
          "await in the guard of a case: other cases would have to be tried again; "
              + "await before the switch";
      case AssertTree _ ->
          "await in an assert: it would wait only where assertions are on; await before it";
      case ClassTree type ->
          inner instanceof BlockTree
              ? "await in an initializer block: no method is there to be left"
              : "await in the initializer of field %s of %s: no method is there to be left; "
                      .formatted(inner instanceof VariableTree v ? v.getName() : inner, named(type))
                  + "move it to a method marked @Async";
      case MethodTree method when isConstructor(method) ->
          "await in a constructor: an object half made cannot wait; "
              + "make a static method marked @Async that returns a Future of it";
      case MethodTree method when !isAsync(method) ->
          "await in %s, which is no coroutine: mark it @Async".formatted(method.getName())
              + (returnsFuture(method) ? "" : " and let it return a Future<…>");
      default -> null;
    };
  }

  private static String named(ClassTree type) {
    return type.getSimpleName().isEmpty() ? "a class without a name" : "" + type.getSimpleName();
  }

  private boolean isConstructor(MethodTree method) {
    var element = parsed.element(method);
    return element != null && element.getKind() == ElementKind.CONSTRUCTOR;
  }

  private void refuse(Tree tree, String message) {
    problems.add(parsed.problem(tree, message));
  }
}
