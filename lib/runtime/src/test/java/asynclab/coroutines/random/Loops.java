package asynclab.coroutines.random;

import static asynclab.coroutines.random.Scope.Use.COUNTER;
import static asynclab.coroutines.random.Scope.Use.FIXED;
import static asynclab.coroutines.random.Scope.Use.FREE;

import asynclab.coroutines.random.Scope.Target;
import java.util.ArrayList;
import java.util.List;

/// Makes loops, each with a counter that nobody else changes: all of them end.
final class Loops {
  private final Statements all;
  private final Scope scope;
  private final Expressions expressions;

  Loops(Statements all) {
    this.all = all;
    this.scope = all.scope;
    this.expressions = all.expressions;
  }

  private Target target(boolean isLoop) {
    return new Target("l" + scope.unique(), isLoop);
  }

  Made loop() {
    return scope.inside(() ->
        switch (all.random.nextInt(7)) {
          case 0, 1 -> forLoop();
          case 2 -> whileLoop();
          case 3 -> doLoop();
          case 4 -> forEver();
          default -> forEach();
        });
  }

  private Made forLoop() {
    var i = scope.unique();
    scope.declare(i, "int", COUNTER);
    var other = scope.name();
    var first = expressions.fresh("int");
    scope.declare(other, "int", FREE);
    var condition = expressions.fresh("boolean");
    var update = expressions.fresh("int");
    var target = target(true);
    var body = scope.inside(target, all::body);
    var text =
        "%s: for (int %s = 0, %s = ~; %s < 3 && ~; %s++, %s += ~) ~"
            .formatted(target.label, i, other, i, i, other);
    return Made.of(text, true, List.of(first, condition, update, body.node()));
  }

  private Made whileLoop() {
    var i = scope.unique();
    scope.declare(i, "int", COUNTER);
    var condition = expressions.fresh("boolean");
    var target = target(true);
    var body = scope.inside(target, all::body);
    var loop = "int %s = 0; %s: while (%s++ < 3 && ~) ~".formatted(i, target.label, i);
    return inBlock(loop, true, List.of(condition, body.node()));
  }

  private Made doLoop() {
    var i = scope.unique();
    scope.declare(i, "int", COUNTER);
    var target = target(true);
    var body = scope.inside(target, all::body);
    var condition = expressions.fresh("boolean");
    var loop = "int %s = 0; %s: do ~ while (%s++ < 2 && ~);".formatted(i, target.label, i);
    var completes = body.completes() || target.isContinued || target.isLeft;
    return inBlock(loop, completes, List.of(body.node(), condition));
  }

  private Made forEver() {
    var i = scope.unique();
    scope.declare(i, "int", COUNTER);
    var target = target(true);
    var body = scope.inside(target, all::body);
    var loop =
        "%s: for (int %s = 0; ; %s++) { if (%s > 2) break; ~ }".formatted(target.label, i, i, i);
    return Made.of(loop, true, List.of(body.node()));
  }

  private Made forEach() {
    var isList = all.random.nextBoolean();
    var parts = new ArrayList<Node>();
    parts.add(isList ? expressions.fresh("int") : expressions.fresh("array"));
    if (isList) parts.add(expressions.fresh("int"));
    var name = scope.name();
    scope.declare(name, "int", all.random.nextBoolean() ? FIXED : FREE);
    var target = target(true);
    parts.add(scope.inside(target, all::body).node());
    var source = isList ? "list(~, ~)" : "~";
    return Made.of(target.label + ": for (int " + name + " : " + source + ") ~", true, parts);
  }

  Made labelledBlock() {
    var target = target(false);
    var body = scope.inside(target, all::body);
    var completes = body.completes() || target.isLeft;
    return Made.of(target.label + ": ~", completes, List.of(body.node()));
  }

  private static Made inBlock(String loop, boolean completes, List<Node> parts) {
    return Made.of("{ " + loop + " }", completes, parts);
  }
}
