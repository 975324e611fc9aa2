package asynclab.coroutines.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes random statements, and what stands between braces.
final class Statements {
  static final List<String> TYPES =
      List.of("int", "int", "long", "double", "boolean", "String", "Integer", "Object", "array");

  private static final int DEPTH_MAX = 3;

  final Random random;
  final Scope scope;
  final Expressions expressions;
  private final Loops loops;
  private final Branches branches;
  private final Tries tries;
  private final Locals locals;
  private int depth;

  /// How many statements the method may still get.
  private int left;

  Statements(Random random) {
    this.random = random;
    this.left = 2 + random.nextInt(16);
    this.scope = new Scope(random);
    this.expressions = new Expressions(random, scope);
    this.loops = new Loops(this);
    this.branches = new Branches(this);
    this.tries = new Tries(this);
    this.locals = new Locals(this);
  }

  /// The body of a method whose argument is `int n`.
  static Node method(Random random) {
    var statements = new Statements(random);
    statements.scope.declare("n", "int", Scope.Use.FIXED);
    var made = statements.sequence(3 + random.nextInt(4));
    if (made.completes()) made.list().add(statements.returns().node());
    return Node.body(made.list());
  }

  record Sequence(List<Node> list, boolean completes) {}

  private Sequence sequence(int length) {
    var list = new ArrayList<Node>();
    for (var i = 0; i < length && (i == 0 || left > 0); i++) {
      var made = statement();
      list.add(made.node());
      if (!made.completes()) return new Sequence(list, false);
    }
    return new Sequence(list, true);
  }

  /// Statements between braces, of which the last may be a jump.
  Made body() {
    return scope.inside(() -> {
      depth++;
      var made = sequence(1 + random.nextInt(3));
      var completes = made.completes();
      if (completes && random.nextInt(6) == 0) {
        var jump = jump();
        made.list().add(jump.node());
        completes = jump.completes();
      }
      depth--;
      return new Made(Node.body(made.list()), completes);
    });
  }

  /// A body that can end normally: what follows can be reached.
  Made bodyThatEnds() {
    var made = body();
    if (made.completes()) return made;
    var inIf = Node.statement("if (~) ~", expressions.fresh("boolean"), made.node());
    return new Made(Node.body(List.of(inIf)), true);
  }

  private Made statement() {
    left--;
    if (depth < DEPTH_MAX && left > 0 && random.nextInt(3) == 0) return compound();
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> locals.variable();
      case 3 -> locals.other();
      case 4 -> {
        var made = Node.body(List.of(jump().node()));
        yield Made.simple("if (~) ~", expressions.fresh("boolean"), made);
      }
      default -> new Made(expressions.statement(), true);
    };
  }

  private Made compound() {
    return switch (random.nextInt(12)) {
      case 0, 1 -> branches.ifElse();
      case 2, 3 -> branches.choice();
      case 4, 5, 6 -> loops.loop();
      case 7, 8, 9 -> tries.tryStatement();
      case 10 -> locals.block();
      default -> loops.labelledBlock();
    };
  }

  /// Leaves something.
  Made jump() {
    return switch (random.nextInt(4)) {
      case 0 -> scope.mayReturn ? returns() : throwing();
      case 1 -> throwing();
      default -> leaving();
    };
  }

  private Made leaving() {
    if (scope.targets.isEmpty()) return scope.mayReturn ? returns() : throwing();
    var target = expressions.one(scope.targets);
    if (target.isLoop && random.nextBoolean()) {
      target.isContinued = true;
      return new Made(Node.statement("continue " + target.label + ";"), false);
    }
    target.isLeft = true;
    return new Made(Node.statement("break " + target.label + ";"), false);
  }

  private Made throwing() {
    var kind = expressions.one(List.of("Oops", "Oops", "IllegalArgumentException", "IOException"));
    var text = "throw new " + kind + "(\"thrown \" + ~);";
    return new Made(Node.statement(text, expressions.fresh("int")), false);
  }

  private Made returns() {
    var text =
        switch (random.nextInt(5)) {
          case 0 -> "return later(~);";
          case 1 -> "return maybe(~);";
          case 2 -> "return state > 3 ? later(~) : Future.ready(\"\");";
          default -> "return Future.ready(~);";
        };
    if (scope.isKnown("state")) text = text.replace("state", "T.this.state");
    return new Made(Node.statement(text, expressions.fresh("String")), false);
  }
}
