package asynclab.coroutines;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/// What a machine tells of itself, read from its class when somebody asks.
final class Describe {
  private static final int VALUE_LENGTH_MAX = 40;

  private Describe() {}

  static String name(Class<?> machine) {
    var origin = machine.getAnnotation(Origin.class);
    if (origin != null) return origin.method();
    var simple = machine.getSimpleName();
    return simple.isEmpty() ? machine.getName() : simple;
  }

  /// The line of a state, or 0 where nobody knows.
  static int line(Class<?> machine, int state) {
    var origin = machine.getAnnotation(Origin.class);
    if (origin == null || state < 0 || state >= origin.lines().length) return 0;
    return origin.lines()[state];
  }

  static String place(Class<?> machine, int state) {
    var line = line(machine, state);
    return "state " + state + (line == 0 ? "" : " at line " + line);
  }

  /// `, n=3, all=ab`: the fields of the subclass.
  static String kept(Object machine) {
    var text = new StringBuilder();
    for (var field : machine.getClass().getDeclaredFields()) {
      if (field.isSynthetic() || Modifier.isStatic(field.getModifiers())) continue;
      text.append(", ").append(field.getName()).append('=').append(value(field, machine));
    }
    return text.toString();
  }

  private static String value(Field field, Object machine) {
    if (!field.trySetAccessible()) return "(hidden)";
    try {
      var text = String.valueOf(field.get(machine));
      return text.length() <= VALUE_LENGTH_MAX ? text : text.substring(0, VALUE_LENGTH_MAX) + "…";
    } catch (IllegalAccessException hidden) {
      return "(hidden)";
    }
  }
}
