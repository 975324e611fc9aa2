package asynclab.coroutines.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// What a place in the method can see: locals, statements to jump out of, and what is forbidden.
final class Scope {
  /// Whether a local is assigned once, counts a loop, or may be assigned anywhere.
  enum Use {
    FIXED,
    COUNTER,
    FREE
  }

  record Variable(String name, String type, Use use) {}

  /// A statement that can be left by `break`, and, if it is a loop, by `continue`.
  static final class Target {
    final String label;
    final boolean isLoop;
    boolean isLeft;
    boolean isContinued;

    Target(String label, boolean isLoop) {
      this.label = label;
      this.isLoop = isLoop;
    }
  }

  /// Few, so that scopes beside each other use the same name for different things; among them are
  /// names of fields of the scene, and names that a machine would choose.
  private static final List<String> NAMES =
      List.of(
          "a", "b", "c", "d", "state", "text", "numbers", "left", "result", "failure", "waker",
          "chosen", "total", "child", "index", "awaited", "next");

  private final Random random;
  List<Variable> variables = new ArrayList<>();
  List<Target> targets = new ArrayList<>();

  /// No await may stand here, and no local that is ever assigned again: a lambda, a guard.
  boolean isQuiet;

  /// `return` may stand here.
  boolean mayReturn = true;

  private int numbers;

  Scope(Random random) {
    this.random = random;
  }

  /// A name that means nothing here. From now on it hides a field, and cannot be used before it is
  /// declared: so it is in the language, too.
  String name() {
    var name = NAMES.get(random.nextInt(NAMES.size()));
    if (isKnown(name)) return unique();
    declare(name, "not declared yet", Use.COUNTER);
    return name;
  }

  /// A name that means nothing anywhere else.
  String unique() {
    return "v" + numbers++;
  }

  boolean isKnown(String name) {
    return variables.stream().anyMatch(v -> v.name().equals(name));
  }

  void declare(String name, String type, Use use) {
    variables.removeIf(v -> v.name().equals(name));
    variables.add(new Variable(name, type, use));
  }

  List<String> readable(String type) {
    return variables.stream()
        .filter(v -> v.type().equals(type) && (!isQuiet || v.use() == Use.FIXED))
        .map(Variable::name)
        .toList();
  }

  List<String> assignable(String type) {
    return variables.stream()
        .filter(v -> v.type().equals(type) && v.use() == Use.FREE && !isQuiet)
        .map(Variable::name)
        .toList();
  }

  /// What is declared in `part` is unknown after it.
  <R> R inside(Supplier<R> part) {
    var outer = new ArrayList<>(variables);
    try {
      return part.get();
    } finally {
      variables = outer;
    }
  }

  /// With a statement more to jump out of.
  <R> R inside(Target target, Supplier<R> part) {
    targets.add(target);
    try {
      return inside(part);
    } finally {
      targets.removeLast();
    }
  }

  /// Where nothing can be jumped out of: a `switch` with a value, a lambda.
  <R> R closed(boolean isQuiet, Supplier<R> part) {
    var outerTargets = targets;
    var outerReturn = mayReturn;
    var outerQuiet = this.isQuiet;
    targets = new ArrayList<>();
    mayReturn = false;
    this.isQuiet |= isQuiet;
    try {
      return inside(part);
    } finally {
      targets = outerTargets;
      mayReturn = outerReturn;
      this.isQuiet = outerQuiet;
    }
  }
}
