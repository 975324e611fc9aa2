package asynclab.coroutines.random;

import static asynclab.coroutines.random.Scope.Use.FIXED;

import java.util.ArrayList;
import java.util.List;

/// Makes `try`, with what may stand around it.
final class Tries {
  private static final List<String> CAUGHT =
      List.of(
          "Oops",
          "IOException",
          "RuntimeException",
          "ArithmeticException | Oops",
          "IndexOutOfBoundsException | NullPointerException",
          "Exception",
          "Throwable");

  private final Statements all;
  private final Scope scope;
  private final Expressions expressions;
  private final StringBuilder text = new StringBuilder();
  private final List<Node> parts = new ArrayList<>();
  private boolean completes;

  Tries(Statements all) {
    this.all = all;
    this.scope = all.scope;
    this.expressions = all.expressions;
  }

  Made tryStatement() {
    var one = new Tries(all);
    one.body();
    var isPlain = !one.text.toString().startsWith("try (");
    var isCaught = all.random.nextInt(3) != 0;
    if (isCaught) one.handler();
    if ((isPlain && !isCaught) || all.random.nextInt(3) == 0) one.lastAct();
    return Made.of(one.text.toString(), one.completes, one.parts);
  }

  private void body() {
    var made =
        scope.inside(() -> {
          if (all.random.nextInt(3) == 0) resources();
          else text.append("try ");
          return all.body();
        });
    text.append("~");
    // Something in it has to be able to throw what a handler names.
    var body = new ArrayList<>(made.node().parts());
    var isLast = made.completes() && all.random.nextBoolean();
    body.add(isLast ? body.size() : 0, Node.statement("io();"));
    parts.add(Node.body(body));
    completes = made.completes();
  }

  private void resources() {
    text.append("try (");
    for (var i = all.random.nextInt(2); i >= 0; i--) {
      var name = scope.unique();
      var opened =
          switch (all.random.nextInt(5)) {
            case 0 -> "await(later(resource(~)))";
            case 1 -> "badResource(~)";
            case 2 -> "noResource(~)";
            default -> "resource(~)";
          };
      text.append("var ").append(name).append(" = ").append(opened).append(i == 0 ? ") " : "; ");
      parts.add(expressions.fresh("int"));
    }
  }

  private void handler() {
    var isTwo = all.random.nextInt(3) == 0;
    if (isTwo) one("Oops");
    one(isTwo ? "Exception" : expressions.one(CAUGHT));
  }

  private void one(String caught) {
    var name = scope.name();
    var made =
        scope.inside(() -> {
          scope.declare(name, caught, FIXED);
          return all.body();
        });
    var isThrownOn = made.completes() && all.random.nextInt(5) == 0;
    text.append(
        " catch (%s %s) { caught(%s); ~ %s}"
            .formatted(caught, name, name, isThrownOn ? "throw " + name + "; " : ""));
    parts.add(made.node());
    completes |= made.completes() && !isThrownOn;
  }

  private void lastAct() {
    text.append(" finally ~");
    parts.add(all.bodyThatEnds().node());
  }
}
