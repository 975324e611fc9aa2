package asynclab.coroutines.bytecode;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The fields of a machine. Locals of one name and type share one.
final class Fields {
  private final List<Field> all = new ArrayList<>();

  /// A field of a machine.
  ///
  /// @param isHidden whether it keeps what has no name in the text
  /// @param isPinned whether it is written once, before the method begins
  record Field(String name, ClassDesc type, boolean isHidden, boolean isPinned) {}

  List<Field> all() {
    return all;
  }

  Field argument(String name, ClassDesc type, boolean isHidden, boolean isPinned) {
    return add(new Field(freeName(name), type, isHidden, isPinned));
  }

  /// One that keeps a value from an await on, and is none of `taken`.
  Field of(String name, ClassDesc type, boolean isHidden, Set<Field> taken) {
    for (var field : all) {
      var isSame = field.type.equals(type) && (field.name + "$").startsWith(name + "$");
      if (isSame && !field.isPinned && !taken.contains(field)) return field;
    }
    return add(new Field(freeName(name), type, isHidden, false));
  }

  private String freeName(String wanted) {
    var name = wanted;
    for (var i = 2; isTaken(name); i++) name = wanted + "$" + i;
    return name;
  }

  private boolean isTaken(String name) {
    return all.stream().anyMatch(field -> field.name.equals(name));
  }

  private Field add(Field field) {
    all.add(field);
    return field;
  }
}
