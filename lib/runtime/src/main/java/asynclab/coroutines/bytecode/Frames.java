package asynclab.coroutines.bytecode;

import java.lang.classfile.Attributes;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.ObjectVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.SimpleVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.UninitializedVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.VerificationTypeInfo;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The types at each place of a method, found as the JVM's verifier finds them: from one frame of
/// the compiler's table to the next, in one pass. Where ways meet the table tells the type, so
/// nothing needs to be known of other classes.
final class Frames {
  private final Code code;
  private final Map<Label, StackMapFrameInfo> told = new HashMap<>();
  private final @Nullable Frame[] before;

  /// @param arguments what the slots hold at the beginning
  Frames(Code code, List<ClassDesc> arguments) {
    this.code = code;
    before = new Frame[code.size()];
    code.attribute
        .findAttribute(Attributes.stackMapTable())
        .ifPresent(table -> table.entries().forEach(frame -> told.put(frame.target(), frame)));
    var slots = new ArrayList<Value>();
    for (var type : arguments) add(Value.of(type), slots);
    walk(new Frame(slots, List.of()));
  }

  private static void add(Value value, List<Value> slots) {
    slots.add(value);
    if (value.slots() == 2) slots.add(Value.NOTHING);
  }

  private void walk(@Nullable Frame start) {
    var frame = start;
    for (var place = 0; place < code.size(); place++) {
      if (code.elements.get(place) instanceof LabelTarget target) {
        var table = told.get(target.label());
        if (table != null) frame = read(table);
      }
      if (frame == null) continue; // nobody comes here
      before[place] = frame.copy();
      if (code.elements.get(place) instanceof Instruction i) Effects.apply(i, place, frame);
      if (code.isEnd(place)) frame = null;
    }
  }

  private Frame read(StackMapFrameInfo table) {
    var slots = new ArrayList<Value>();
    for (var local : table.locals()) add(value(local), slots);
    return new Frame(slots, table.stack().stream().map(this::value).toList());
  }

  private Value value(VerificationTypeInfo info) {
    return switch (info) {
      case SimpleVerificationTypeInfo.TOP, SimpleVerificationTypeInfo.UNINITIALIZED_THIS ->
          Value.NOTHING;
      case SimpleVerificationTypeInfo.INTEGER -> Value.INT;
      case SimpleVerificationTypeInfo.FLOAT -> Value.of(TypeKind.FLOAT);
      case SimpleVerificationTypeInfo.LONG -> Value.of(TypeKind.LONG);
      case SimpleVerificationTypeInfo.DOUBLE -> Value.of(TypeKind.DOUBLE);
      case SimpleVerificationTypeInfo.NULL -> Value.NULL;
      case ObjectVerificationTypeInfo object -> Value.of(object.classSymbol());
      case UninitializedVerificationTypeInfo raw -> raw(code.place(raw.newTarget()));
    };
  }

  private Value raw(int label) {
    for (var place = label; ; place++) {
      if (code.elements.get(place) instanceof NewObjectInstruction made) {
        return Value.raw(made.className().asSymbol(), place);
      }
    }
  }

  /// Just before `place`; null where nobody comes.
  @Nullable Frame at(int place) {
    return before[place];
  }

  /// The compiler's own frame at a label, or null where it needs none.
  @Nullable StackMapFrameInfo told(Label label) {
    return told.get(label);
  }
}
