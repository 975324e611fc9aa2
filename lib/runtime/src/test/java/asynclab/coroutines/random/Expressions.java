package asynclab.coroutines.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/// Makes random expressions out of [Forms].
final class Expressions {
  private static final Pattern HOLE = Pattern.compile("\\{(quiet )?(\\w+)(!?)}");

  /// The fields of a [Scene], by type.
  private static final Map<String, String> FIELDS =
      Map.of(
          "int", "state",
          "long", "total",
          "double", "ratio",
          "boolean", "flag",
          "String", "text",
          "Integer", "boxed",
          "Object", "object",
          "array", "numbers");

  private final Random random;
  private final Scope scope;

  /// How many compound expressions may still be made in this statement.
  private int fuel;

  Expressions(Random random, Scope scope) {
    this.random = random;
    this.scope = scope;
  }

  /// An expression for a statement of its own.
  Node fresh(String type) {
    fuel = 1 + random.nextInt(5);
    return of(type);
  }

  /// A statement out of [Forms#STATEMENTS].
  Node statement() {
    fuel = 1 + random.nextInt(5);
    var form = one(Forms.STATEMENTS);
    while (!isAllowed(form)) form = one(Forms.STATEMENTS);
    return filled(Node.STATEMENT, form);
  }

  Node of(String type) {
    if (fuel <= 0 || random.nextInt(5) == 0) return leaf(type);
    fuel--;
    var form = one(Forms.OF.get(type));
    return isAllowed(form) ? filled(type, form) : leaf(type);
  }

  private boolean isAllowed(String form) {
    return !scope.isQuiet || !(form.contains("await") || form.contains("!}"));
  }

  /// An expression that a lambda can hold.
  Node quiet(String type) {
    return scope.closed(true, () -> of(type));
  }

  private Node leaf(String type) {
    var locals = scope.readable(type);
    if (!locals.isEmpty() && random.nextInt(4) != 0) return new Node(type, one(locals), List.of());
    var choice = random.nextInt(3) == 0 ? field(type) : literal(type);
    return new Node(type, choice, List.of());
  }

  private String literal(String type) {
    var text = one(Forms.LITERALS.get(type));
    return FIELDS.values().stream().anyMatch(text::contains) ? field(type) : text;
  }

  /// A local may hide it; inside of an object without a name `this` is that object.
  private String field(String type) {
    var name = FIELDS.get(type);
    return scope.isKnown(name) || random.nextInt(3) == 0 ? "T.this." + name : name;
  }

  /// What can be assigned to.
  private Node place(String type) {
    if (type.equals("int") && random.nextInt(4) == 0) {
      return random.nextBoolean()
          ? Node.place("~[~ & 1]", of("array"), of("int"))
          : Node.place("me(~).state", of("int"));
    }
    return Node.place(simplePlace(type));
  }

  private String simplePlace(String type) {
    var locals = scope.assignable(type);
    return !locals.isEmpty() && random.nextInt(4) != 0 ? one(locals) : field(type);
  }

  private Node filled(String kind, String form) {
    var name = form.contains("{new}") ? scope.unique() : "";
    var parts = new ArrayList<Node>();
    var old = form.contains("{old}") ? simplePlace(kind) : "";
    var holes = HOLE.matcher(form.replace("{new}", name).replace("{old}", old));
    var text =
        holes.replaceAll(hole -> {
          parts.add(part(hole.group(2), hole.group(1) != null, !hole.group(3).isEmpty()));
          return "~";
        });
    return new Node(kind, text, List.copyOf(parts));
  }

  private Node part(String type, boolean isQuiet, boolean isPlace) {
    if (isPlace) return place(type);
    return isQuiet ? quiet(type) : of(type);
  }

  <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
