package asynclab.coroutines.bytecode;

import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.StackMapFrameInfo.ObjectVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.SimpleVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.VerificationTypeInfo;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import org.jspecify.annotations.Nullable;

/// What the JVM's verifier knows of one value: in a slot, or on the operand stack.
///
/// @param kind `INT` for all that are computed as int; `VOID` for what nobody may read
/// @param type the class of a reference, null for one that is `null`
/// @param made where an object was made (`new`) that no constructor has seen yet, or -1
record Value(TypeKind kind, @Nullable ClassDesc type, int made) {
  static final Value NOTHING = new Value(TypeKind.VOID, null, -1);
  static final Value NULL = new Value(TypeKind.REFERENCE, null, -1);
  static final Value INT = new Value(TypeKind.INT, null, -1);
  static final Value STRING = of(ConstantDescs.CD_String);

  static Value of(TypeKind kind) {
    return new Value(kind.asLoadable(), null, -1);
  }

  /// A value of that type; [#NOTHING] for void.
  static Value of(ClassDesc type) {
    return type.isPrimitive() ? of(TypeKind.from(type)) : new Value(TypeKind.REFERENCE, type, -1);
  }

  /// An object without its constructor, made by instruction `index`.
  static Value raw(ClassDesc type, int index) {
    return new Value(TypeKind.REFERENCE, type, index);
  }

  boolean isRaw() {
    return made >= 0;
  }

  boolean isNull() {
    return kind == TypeKind.REFERENCE && type == null;
  }

  /// How many slots it takes: 0, 1 or 2.
  int slots() {
    return kind.slotSize();
  }

  /// The type of a field that keeps it.
  ClassDesc fieldType() {
    return type == null ? kind.upperBound() : type;
  }

  /// What a frame says of it. Never asked of raw objects: none of them outlives an await.
  VerificationTypeInfo inFrame() {
    return switch (kind) {
      case VOID -> SimpleVerificationTypeInfo.TOP;
      case FLOAT -> SimpleVerificationTypeInfo.FLOAT;
      case LONG -> SimpleVerificationTypeInfo.LONG;
      case DOUBLE -> SimpleVerificationTypeInfo.DOUBLE;
      case REFERENCE ->
          type == null ? SimpleVerificationTypeInfo.NULL : ObjectVerificationTypeInfo.of(type);
      case INT, BOOLEAN, BYTE, CHAR, SHORT -> SimpleVerificationTypeInfo.INTEGER;
    };
  }
}
