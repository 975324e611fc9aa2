package asynclab.coroutines.random;

import java.util.List;
import java.util.Map;

/// Expressions of each type, as Java with holes in it.
///
/// | hole | what fills it |
/// |---|---|
/// | `{int}` | an expression of that type |
/// | `{int!}` | what can be assigned to |
/// | `{quiet int}` | an expression for a lambda or a guard: no await, no local that changes |
/// | `{new}` | a new name, the same in the whole form |
/// | `{old}` | a variable of the form's type, the same in the whole form |
///
/// What has no type of its own (a choice, a `switch`, a lambda) has a cast around it, or javac
/// would look at each again and again for every generic call around it; and most generic calls say
/// their types, which spares it half of its time.
final class Forms {
  private Forms() {}

  private static final Map<String, String> BOXED =
      Map.of("int", "Integer", "long", "Long", "double", "Double", "boolean", "Boolean");

  private static final String NUMBERS =
      """
      ({T} + {T})
      ({T} - {T})
      ({T} * {T})
      ({T} / {T})
      (-{T})
      ((T) ({boolean} ? {T} : {T}))
      ({T!} = {T})
      ({T!} += {T})
      ({T!} -= {int})
      ({T!} *= {double})
      ({T!}++)
      (--{T!})
      ({old} + await(later({old} = {T})))
      ({old} - ({old} = await(maybe({T}))) * {old}++)
      ((T) (0 + {double}))
      ((T) switch ({int} & 3) { case 0 -> {T}; case 1, 2 -> {T}; default -> {T}; })
      """;

  /// For any type.
  private static final String ALL =
      """
      await(later({T}))
      ((T) await(T.this.<T>later({T})))
      ((T) await(T.this.<T>later({T})))
      ((T) await(T.this.<T>maybe({T})))
      ((T) T.this.<T>seen({T}))
      ((T) T.this.<T>risky({T}))
      ((T) T.this.<T>pick({T}, {T}))
      new Box<T>({T}).value()
      await(T.this.<Box<T>>later(new Box<T>({T}))).value()
      """;

  private static final String INTS =
      """
      ({int} % 3)
      ({int} ^ {int})
      ({int} << ({int} & 3))
      ({int!} <<= {int} & 3)
      ({int!} += {long})
      ((int) (0 + {long}))
      await(twice({int}))
      await(bump())
      sum({int}, {int}, {int})
      sum({int})
      {array}[{int} & 1]
      {array}[{int}]
      {array}.length
      {String}.length()
      me({int}).state
      new Pair({int}, {int}).left()
      ((int) list({int}, {int}).get({int} & 1))
      ((int) got(() -> {quiet int}))
      applied({new} -> {new} + {quiet int}, {int})
      new Object() { int get() { return {quiet int}; } }.get()
      ((int) (any({Object}) instanceof Integer {new} ? {new} + {int} : {int}))
      ((int) (any({Object}) instanceof Circle(int {new}) && {boolean} ? {new} : {int}))
      ((int) switch (any({Object})) { case Integer {new} when {new} > {quiet int} -> {new} + {int}; default -> {int}; })
      ((int) switch (any({Object})) { case Circle(int {new}) -> {int} + {new}; case String _ -> {int}; default -> 1; })
      ((int) switch ({int} & 1) { case 0: {int!} = {int}; default: yield 0 + {int}; })
      ((int) switch ({int} & 1) { case 0 -> { log({String}); yield 0 + {int}; } default -> {int}; })
      """;

  private static final String LONGS =
      """
      ((long) {int})
      ({long} >>> ({int} & 7))
      ({long!} |= {int})
      """;

  private static final String DOUBLES =
      """
      ((double) {int})
      ({double} / {int})
      """;

  private static final String BOOLEANS =
      """
      ({int} < {int})
      ({int} == {int})
      ({long} > {int})
      ({double} <= {double})
      ({boolean} && {boolean})
      ({boolean} || {boolean})
      ({boolean} && {boolean} || {boolean})
      (!{boolean})
      ({boolean} & {boolean})
      ((boolean) ({boolean} ? {boolean} : {boolean}))
      ({boolean!} = {boolean})
      ({boolean!} |= {boolean})
      (any({Object}) instanceof String {new} && {boolean} && {new}.isEmpty())
      (any({Object}) instanceof Integer {new} && {new} > {int})
      (!(any({Object}) instanceof Integer {new}) || {new} > {int})
      ({String} == null)
      """;

  private static final String STRINGS =
      """
      ({String} + {String})
      ({String} + {int} + {long})
      ({int} + {String})
      ("" + {Object} + {boolean})
      ((String) ({boolean} ? {String} : {String}))
      ({String!} = cut({String}))
      ({String!} += {int})
      ({old} + await(text({int}, {old} = cut({String}))) + {old})
      cut({String})
      {String}.substring({int} & 1)
      ("" + {double} + {boolean})
      names({String}, {int})
      await(text({int}, {String}))
      ((String) switch (cut({String})) { case "a" -> {String}; case "" -> {String}; default -> {String}; })
      ((String) got(() -> {quiet String}))
      """;

  private static final String BOXES =
      """
      Integer.valueOf({int})
      nullable({int})
      ({Integer!} = {int})
      ({Integer!} += {int})
      ({Integer!}++)
      ((Integer) ({boolean} ? {Integer} : null))
      """;

  private static final String OBJECTS =
      """
      ((Object) {int})
      ((Object) {String})
      shape({int})
      ((Object) await(later(shape({int}))))
      ((Object) pick({int}, {String}))
      ((Object) ({boolean} ? {int} : {String}))
      ({Object!} = {int})
      """;

  private static final String ARRAYS =
      """
      (new int[] { {int}, {int} })
      array({int})
      await(later(array({int})))
      ((int[]) ({boolean} ? {array} : {array}))
      ({array!} = {array})
      """;

  static final Map<String, List<String>> OF =
      Map.of(
          "int", forms("int", NUMBERS + ALL + INTS),
          "long", forms("long", NUMBERS + ALL + LONGS),
          "double", forms("double", NUMBERS + ALL + DOUBLES),
          "boolean", forms("boolean", ALL + BOOLEANS),
          "String", forms("String", ALL + STRINGS),
          "Integer", forms("Integer", ALL + BOXES),
          "Object", forms("Object", ALL + OBJECTS),
          "array", forms("array", ARRAYS));

  /// Statements without a body.
  static final List<String> STATEMENTS =
      """
      log({String});
      log({int} + " " + {long});
      log({Object});
      await(later({String}));
      await(maybe({int}));
      seen({Object});
      {int!} = {int};
      {int!} += {int};
      {int!}++;
      {long!} = {long};
      {double!} = {double};
      {boolean!} = {boolean};
      {String!} = cut({String});
      {Integer!} = {Integer};
      {Object!} = {Object};
      {array!} = {array};
      """
          .lines()
          .toList();

  /// The smallest expressions; the first is what a failing program is shrunk to.
  static final Map<String, List<String>> LITERALS =
      Map.of(
          "int", List.of("0", "1", "2", "(-1)", "7", "1000"),
          "long", List.of("0L", "3L", "(-4L)", "5_000_000_000L"),
          "double", List.of("0.0", "1.5", "(-2.0)"),
          "boolean", List.of("flag", "(state > 0)", "(state < 9)"),
          "String", List.of("\"\"", "\"a\"", "\"bc\""),
          "Integer", List.of("boxed", "(Integer) 3"),
          "Object", List.of("object", "(Object) \"o\""),
          "array", List.of("array(0)", "array(1)"));

  private static List<String> forms(String type, String lines) {
    return lines
        .replace("{T", "{" + type)
        .replace("(T)", "(" + type + ")")
        .replace("<T>", "<" + BOXED.getOrDefault(type, type) + ">")
        .lines()
        .toList();
  }
}
