package asynclab.kernel;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import asynclab.coroutines.Coroutine;
import asynclab.coroutines.bytecode.Machine;
import asynclab.notebook.Watched;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;

/// Lets a coroutine of a cell tell [Watched] of the states it enters: where a class that extends
/// [Coroutine], written by hand or by the rewriter, assigns its `state`; and where a woven method
/// asks whether it has to wait.
final class StateMoves {
  private static final ClassDesc WATCHED = ClassDesc.of(Watched.class.getName());
  private static final ClassDesc COROUTINE = ClassDesc.of(Coroutine.class.getName());
  private static final ClassDesc MACHINE = ClassDesc.of(Machine.class.getName());

  private StateMoves() {}

  /// Whether the bytes of a class name coroutines.
  static boolean mayConcern(String bytes) {
    return bytes.contains("asynclab/coroutines/");
  }

  static ClassTransform of(ClassModel model) {
    var woven = ClassTransform.transformingMethodBodies(StateMoves::asks);
    if (model.superclass().filter(type -> type.matches(COROUTINE)).isEmpty()) return woven;
    var self = model.thisClass().asSymbol();
    return woven.andThen(
        ClassTransform.transformingMethods(
            StateMoves::isOfTheObject,
            MethodTransform.transformingCode((code, element) -> assigns(code, element, self))));
  }

  private static boolean isOfTheObject(MethodModel method) {
    return !method.flags().has(AccessFlag.STATIC) && !method.methodName().equalsString(INIT_NAME);
  }

  /// On the stack are machine and waker.
  private static void asks(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction call
        && call.owner().matches(MACHINE)
        && call.name().equalsString("mustWait")) {
      tell(code.swap().dup(), "asked").swap();
    }
    code.with(element);
  }

  private static void assigns(CodeBuilder code, CodeElement element, ClassDesc self) {
    code.with(element);
    if (element instanceof FieldInstruction field
        && field.opcode() == Opcode.PUTFIELD
        && field.name().equalsString("state")
        && field.typeSymbol().equals(CD_int)
        && (field.owner().matches(self) || field.owner().matches(COROUTINE))) {
      tell(code.aload(0), "moved");
    }
  }

  private static CodeBuilder tell(CodeBuilder code, String what) {
    return code.invokestatic(WATCHED, what, MethodTypeDesc.of(CD_void, COROUTINE));
  }
}
