package asynclab.coroutines.random;

import static asynclab.coroutines.random.Scope.Use.FREE;

import asynclab.coroutines.random.Scope.Target;
import java.util.ArrayList;
import java.util.List;

/// Makes `if` and `switch`.
final class Branches {
  private final Statements all;
  private final Scope scope;
  private final Expressions expressions;

  Branches(Statements all) {
    this.all = all;
    this.scope = all.scope;
    this.expressions = all.expressions;
  }

  Made ifElse() {
    var condition = expressions.fresh("boolean");
    var yes = all.body();
    if (all.random.nextBoolean()) return Made.simple("if (~) ~", condition, yes.node());
    var no = all.body();
    var completes = yes.completes() || no.completes();
    return Made.of("if (~) ~ else ~", completes, List.of(condition, yes.node(), no.node()));
  }

  Made choice() {
    return switch (all.random.nextInt(3)) {
      case 0 -> falling();
      case 1 -> arrows();
      default -> patterns();
    };
  }

  /// Cases that run on into the next, unless something leaves them.
  private Made falling() {
    var target = new Target("l" + scope.unique(), false);
    var parts = new ArrayList<Node>();
    parts.add(expressions.fresh("int"));
    var text = new StringBuilder(target.label + ": switch (~ & 3) {");
    var last = true;
    for (var label : List.of("case 0:", "case 1: case 2:", "default:")) {
      var body = scope.inside(target, all::body);
      parts.add(body.node());
      text.append(" ").append(label).append(" ~");
      last = body.completes();
      if (last && all.random.nextBoolean()) {
        text.append(" break;");
        target.isLeft = true;
      }
    }
    return Made.of(text + " }", last || target.isLeft, parts);
  }

  private Made arrows() {
    var target = new Target("l" + scope.unique(), false);
    var parts = new ArrayList<Node>();
    parts.add(expressions.fresh("String"));
    var text = new StringBuilder(target.label + ": switch (cut(~)) {");
    for (var label : List.of("case \"a\"", "case \"\", \"bc\"")) {
      var body = scope.inside(target, all::body);
      parts.add(body.node());
      text.append(" ").append(label).append(" -> ~");
    }
    parts.add(expressions.statement());
    return Made.of(text + " default -> { ~ } }", true, parts);
  }

  private Made patterns() {
    var parts = new ArrayList<Node>();
    parts.add(expressions.fresh("Object"));
    var one = scope.unique();
    var two = scope.unique();
    scope.inside(() -> {
      scope.declare(one, "Integer", Scope.Use.FIXED);
      parts.add(expressions.quiet("int"));
      parts.add(all.body().node());
      return one;
    });
    scope.inside(() -> {
      scope.declare(two, "int", FREE);
      return parts.add(all.body().node());
    });
    parts.add(all.bodyThatEnds().node());
    var text =
        "switch (any(~)) { case Integer %s when %s > ~ -> ~ case Circle(int %s) -> ~ default -> ~ }"
            .formatted(one, one, two);
    return Made.of(text, true, parts);
  }
}
