package asynclab.coroutines.source;

import com.sun.source.tree.*;
import java.util.List;
import java.util.Locale;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/// What `a op= b` does beyond `a = a op b`: it casts the result back to the type of `a`.
final class Casts {
  private static final List<TypeKind> RANKS =
      List.of(
          TypeKind.BYTE,
          TypeKind.SHORT,
          TypeKind.CHAR,
          TypeKind.INT,
          TypeKind.LONG,
          TypeKind.FLOAT,
          TypeKind.DOUBLE);

  private final Parsed parsed;

  Casts(Parsed parsed) {
    this.parsed = parsed;
  }

  /// The language casts the result back to the type of the variable, where it is a wider one.
  String narrowed(TypeMirror type, TypeMirror operand) {
    var to = primitive(type);
    var from = primitive(operand);
    var rank = RANKS.indexOf(to);
    var isSmall = rank >= 0 && rank < RANKS.indexOf(TypeKind.INT);
    if (rank < 0 || (!isSmall && rank >= RANKS.indexOf(from))) return "%s";
    return "(" + to.name().toLowerCase(Locale.ROOT) + ") (%s)";
  }

  /// The kind of a type without its box.
  private TypeKind primitive(TypeMirror type) {
    for (var kind : RANKS) {
      var primitive = parsed.types.getPrimitiveType(kind);
      var box = parsed.types.boxedClass(primitive).asType();
      if (parsed.types.isSameType(type, box)) return kind;
    }
    return type.getKind();
  }

  static String symbol(String operator) {
    return switch (operator) {
      case "PLUS" -> "+";
      case "MINUS" -> "-";
      case "MULTIPLY" -> "*";
      case "DIVIDE" -> "/";
      case "REMAINDER" -> "%%";
      case "AND" -> "&";
      case "OR" -> "|";
      case "XOR" -> "^";
      case "LEFT_SHIFT" -> "<<";
      case "RIGHT_SHIFT" -> ">>";
      case "UNSIGNED_RIGHT_SHIFT" -> ">>>";
      default -> throw new IllegalStateException("an operator unknown here: " + operator);
    };
  }
}
