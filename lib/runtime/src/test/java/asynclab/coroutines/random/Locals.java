package asynclab.coroutines.random;

import static asynclab.coroutines.random.Scope.Use.FIXED;
import static asynclab.coroutines.random.Scope.Use.FREE;

import java.util.List;
import java.util.Map;

/// Makes declarations: variables, functions, types, and the blocks that end their scope.
final class Locals {
  private static final Map<String, String> WRITTEN = Map.of("array", "int[]");

  private final Statements all;
  private final Scope scope;
  private final Expressions expressions;

  Locals(Statements all) {
    this.all = all;
    this.scope = all.scope;
    this.expressions = all.expressions;
  }

  static String written(String type) {
    return WRITTEN.getOrDefault(type, type);
  }

  Made variable() {
    var type = expressions.one(Statements.TYPES);
    var name = scope.name();
    var value = expressions.fresh(type);
    var use = all.random.nextInt(3) == 0 ? FIXED : FREE;
    var made =
        switch (all.random.nextInt(6)) {
          case 0 -> assignedLater(type, name);
          case 1 -> two(type, name, value);
          case 2 ->
              Made.simple(
                  "final " + (use == FIXED ? "var" : written(type)) + " " + name + " = ~;", value);
          default -> Made.simple(written(type) + " " + name + " = ~;", value);
        };
    scope.declare(name, type, isFinal(made) ? FIXED : use);
    return made;
  }

  private static boolean isFinal(Made made) {
    return made.node().text().startsWith("final ");
  }

  /// Known only after the branches of an `if`.
  private Made assignedLater(String type, String name) {
    var text = written(type) + " " + name + "; if (~) " + name + " = ~; else " + name + " = ~;";
    return Made.simple(
        text, expressions.fresh("boolean"), expressions.fresh(type), expressions.fresh(type));
  }

  private Made two(String type, String name, Node value) {
    var first = scope.unique();
    scope.declare(first, type, FREE);
    var text = written(type) + " " + first + " = ~, " + name + " = ~;";
    return Made.simple(text, value, expressions.fresh(type));
  }

  Made other() {
    return switch (all.random.nextInt(7)) {
      case 0 -> function("IntSupplier", "int", "getAsInt");
      case 1 -> function("Supplier<String>", "String", "get");
      case 2 -> intersection();
      case 3 -> localRecord();
      case 4 -> synchronizedBlock();
      case 5 -> generic();
      default -> binding();
    };
  }

  /// A lambda that is called now, and once more after a wait.
  private Made function(String type, String result, String call) {
    var name = scope.name();
    var value = expressions.fresh("int");
    var lambda = expressions.quiet(result);
    var text =
        "%s %s = () -> ~; log(%s.%s() + \" \" + ~ + %s.%s());"
            .formatted(type, name, name, call, name, call);
    scope.declare(name, type, FIXED);
    return Made.simple(text, lambda, value);
  }

  /// A value whose type has no name; a variable of that type cannot outlive an await.
  private Made intersection() {
    var name = scope.name();
    var made =
        Made.simple(
            "Object " + name + " = pick(~, ~); log(~ + \" \" + " + name + ");",
            expressions.fresh("int"),
            expressions.fresh("String"),
            expressions.fresh("int"));
    scope.declare(name, "Object", FIXED);
    return made;
  }

  private Made localRecord() {
    var type = "R" + scope.unique();
    var name = scope.name();
    var text =
        "record %s(int a, String b) {} var %s = new %s(~, ~); log(~ + \"\" + %s);"
            .formatted(type, name, type, name);
    var made =
        Made.simple(
            text, expressions.fresh("int"), expressions.fresh("String"), expressions.fresh("int"));
    scope.declare(name, type, FIXED);
    return made;
  }

  private Made synchronizedBlock() {
    var head = expressions.fresh("String");
    var inside = scope.closed(true, expressions::statement);
    return Made.simple("synchronized (seen(~)) { ~ }", head, inside);
  }

  private Made generic() {
    var name = scope.name();
    var made =
        Made.simple(
            "var " + name + " = new Box<>(list(~, ~)); log(" + name + ".value().get(~ & 1) + ~);",
            expressions.fresh("int"),
            expressions.fresh("int"),
            expressions.fresh("int"),
            expressions.fresh("String"));
    scope.declare(name, "Box<List<Integer>>", FIXED);
    return made;
  }

  /// A pattern whose variable is known after the `if`.
  private Made binding() {
    var name = scope.name();
    var value = expressions.fresh("Object");
    var jump = Node.body(List.of(all.jump().node()));
    scope.declare(name, "Integer", FREE);
    return Made.simple("if (!(any(~) instanceof Integer " + name + ")) ~", value, jump);
  }

  Made block() {
    return all.body();
  }
}
