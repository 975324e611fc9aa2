package asynclab.coroutines.random;

import asynclab.coroutines.Coroutine;
import asynclab.coroutines.bytecode.Weaver.Woven;
import asynclab.futures.Future;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.StackMapTableAttribute;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/// Makes methods that keep their thread out of compiled coroutines: `await(future)` becomes
/// `this.keepThread(future)`, and all else stays as javac made it.
final class Plain {
  private static final MethodTypeDesc AWAIT =
      MethodTypeDesc.of(ConstantDescs.CD_Object, of(Future.class));

  private Plain() {}

  private static ClassDesc of(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  static List<Woven> kept(byte[] classFile) {
    var host = ClassFile.of().parse(classFile);
    var name = host.thisClass().asInternalName().replace('/', '.');
    return List.of(new Woven(name, kept(host)));
  }

  private static byte[] kept(ClassModel host) {
    // No jump is added, so javac's frames stay true.
    return ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS)
        .transformClass(
            host,
            (builder, element) -> {
              if (!(element instanceof MethodModel method)) {
                builder.with(element);
                return;
              }
              builder.transformMethod(
                  method,
                  (made, part) -> {
                    if (part instanceof CodeModel code) made.withCode(body -> body(body, code));
                    else made.with(part);
                  });
            });
  }

  private static void body(CodeBuilder body, CodeModel code) {
    for (var element : code) instruction(body, element);
    code.findAttribute(Attributes.stackMapTable()).ifPresent(body::with);
  }

  private static void instruction(CodeBuilder body, CodeElement element) {
    switch (element) {
      case InvokeInstruction call when isAwait(call) ->
          body.aload(0).swap().invokevirtual(of(Scene.class), "keepThread", AWAIT);
      case StackMapTableAttribute _ -> {}
      default -> body.with(element);
    }
  }

  private static boolean isAwait(InvokeInstruction call) {
    return call.owner().matches(of(Coroutine.class)) && call.name().equalsString("await");
  }
}
