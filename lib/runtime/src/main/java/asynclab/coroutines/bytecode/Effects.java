package asynclab.coroutines.bytecode;

import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.*;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Objects;

/// What each instruction does to a frame, as the JVM's specification has it (chapter 6.5).
final class Effects {
  private Effects() {}

  static void apply(Instruction instruction, int place, Frame frame) {
    switch (instruction) {
      case LoadInstruction load -> frame.push(frame.slot(load.slot()));
      case StoreInstruction store -> frame.store(store.slot(), frame.pop());
      case ConstantInstruction constant -> frame.push(constant(constant));
      case StackInstruction stack -> stack(stack.opcode(), frame);
      case OperatorInstruction operator -> operator(operator, frame);
      case ConvertInstruction convert -> replace(frame, 1, Value.of(convert.toType()));
      case FieldInstruction field -> field(field, frame);
      case InvokeInstruction call -> call(call, frame);
      case InvokeDynamicInstruction call -> invoke(call.typeSymbol(), frame);
      case NewObjectInstruction made -> frame.push(Value.raw(made.className().asSymbol(), place));
      case TypeCheckInstruction check -> check(check, frame);
      case BranchInstruction branch -> frame.pop(operands(branch.opcode()));
      case LookupSwitchInstruction _, TableSwitchInstruction _ -> frame.pop();
      case ReturnInstruction _, ThrowInstruction _, MonitorInstruction _ ->
          frame.pop(instruction.opcode() == Opcode.RETURN ? 0 : 1);
      case IncrementInstruction _, NopInstruction _ -> {}
      case DiscontinuedInstruction _ ->
          throw new IllegalArgumentException("jsr and ret are of Java 6");
      default -> array(instruction, frame);
    }
  }

  private static void replace(Frame frame, int values, Value by) {
    frame.pop(values);
    frame.push(by);
  }

  private static Value constant(ConstantInstruction constant) {
    if (constant.opcode() == Opcode.ACONST_NULL) return Value.NULL;
    if (constant.typeKind() != TypeKind.REFERENCE) return Value.of(constant.typeKind());
    return switch (constant.constantValue()) {
      case String _ -> Value.STRING;
      case ClassDesc _ -> Value.of(ConstantDescs.CD_Class);
      case MethodTypeDesc _ -> Value.of(ConstantDescs.CD_MethodType);
      case java.lang.constant.DirectMethodHandleDesc _ -> Value.of(ConstantDescs.CD_MethodHandle);
      case java.lang.constant.DynamicConstantDesc<?> dynamic -> Value.of(dynamic.constantType());
      default -> Value.of(ConstantDescs.CD_Object);
    };
  }

  private static void stack(Opcode opcode, Frame frame) {
    switch (opcode) {
      case POP -> frame.pop();
      case POP2 -> frame.pop(frame.stack.getLast().slots() == 2 ? 1 : 2);
      case DUP -> frame.duplicate(1, 0);
      case DUP_X1 -> frame.duplicate(1, 1);
      case DUP_X2 -> frame.duplicate(1, 2);
      case DUP2 -> frame.duplicate(2, 0);
      case DUP2_X1 -> frame.duplicate(2, 1);
      case DUP2_X2 -> frame.duplicate(2, 2);
      case SWAP -> frame.swap();
      default -> throw new AssertionError(opcode);
    }
  }

  private static void operator(OperatorInstruction operator, Frame frame) {
    switch (operator.opcode()) {
      case ARRAYLENGTH, LCMP, FCMPL, FCMPG, DCMPL, DCMPG ->
          replace(frame, operator.opcode() == Opcode.ARRAYLENGTH ? 1 : 2, Value.INT);
      case INEG, LNEG, FNEG, DNEG -> {}
      default -> replace(frame, 2, Value.of(operator.typeKind()));
    }
  }

  private static void field(FieldInstruction field, Frame frame) {
    switch (field.opcode()) {
      case GETSTATIC -> frame.push(Value.of(field.typeSymbol()));
      case GETFIELD -> replace(frame, 1, Value.of(field.typeSymbol()));
      case PUTSTATIC -> frame.pop();
      default -> frame.pop(2);
    }
  }

  private static void call(InvokeInstruction call, Frame frame) {
    var type = call.typeSymbol();
    if (call.opcode() == Opcode.INVOKESTATIC) {
      invoke(type, frame);
      return;
    }
    frame.pop(type.parameterCount());
    var receiver = frame.pop();
    if (receiver.isRaw()) {
      frame.initialized(receiver.made(), Value.of(Objects.requireNonNull(receiver.type())));
    }
    frame.push(Value.of(type.returnType()));
  }

  private static void invoke(MethodTypeDesc type, Frame frame) {
    replace(frame, type.parameterCount(), Value.of(type.returnType()));
  }

  private static void check(TypeCheckInstruction check, Frame frame) {
    replace(
        frame,
        1,
        check.opcode() == Opcode.CHECKCAST ? Value.of(check.type().asSymbol()) : Value.INT);
  }

  private static int operands(Opcode opcode) {
    return switch (opcode) {
      case GOTO, GOTO_W -> 0;
      case IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE, IFNULL, IFNONNULL -> 1;
      default -> 2;
    };
  }

  private static void array(Instruction instruction, Frame frame) {
    switch (instruction) {
      case ArrayLoadInstruction load -> {
        frame.pop();
        var type = frame.pop().type();
        var isReference = load.typeKind() == TypeKind.REFERENCE;
        if (isReference) frame.push(type == null ? Value.NULL : Value.of(type.componentType()));
        else frame.push(Value.of(load.typeKind()));
      }
      case ArrayStoreInstruction _ -> frame.pop(3);
      case NewPrimitiveArrayInstruction made ->
          replace(frame, 1, Value.of(made.typeKind().upperBound().arrayType()));
      case NewReferenceArrayInstruction made ->
          replace(frame, 1, Value.of(made.componentType().asSymbol().arrayType()));
      case NewMultiArrayInstruction made ->
          replace(frame, made.dimensions(), Value.of(made.arrayType().asSymbol()));
      default -> throw new AssertionError(instruction);
    }
  }
}
