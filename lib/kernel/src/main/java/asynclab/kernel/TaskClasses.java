package asynclab.kernel;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;
import java.util.Set;

/// Makes a task that is a class, not a function, remember the cell it was made in: a `TimerTask`, a
/// `RecursiveTask`.
///
/// It cannot be wrapped, because its owner calls it by its own name (`task.cancel()`,
/// `part.fork()`). So it gets a field with its cell, and its work moves into a method of another
/// name, which the old one calls between [Carry#enter] and [Carry#leave].
final class TaskClasses implements ClassTransform {
  private static final ClassDesc CARRY = ClassDesc.of(Carry.class.getName());
  private static final String CELL = "lab$cell";

  /// The classes of tasks, each with the method that does the work.
  private static final Map<String, String> WORK =
      Map.of(
          "java/util/TimerTask", "run",
          "java/util/concurrent/RecursiveTask", "compute",
          "java/util/concurrent/RecursiveAction", "compute",
          "java/util/concurrent/CountedCompleter", "compute",
          "java/util/concurrent/ForkJoinTask", "exec");

  private final ClassDesc self;
  private final Set<String> work;

  TaskClasses(ClassModel model) {
    self = model.thisClass().asSymbol();
    work = Set.of(WORK.get(superclass(model)));
  }

  /// Whether the class extends one of them.
  static boolean concern(ClassModel model) {
    return WORK.containsKey(superclass(model));
  }

  /// Whether the bytes of a class name one of them.
  static boolean mayConcern(String bytes) {
    return WORK.keySet().stream().anyMatch(bytes::contains);
  }

  private static String superclass(ClassModel model) {
    return model.superclass().map(type -> type.asInternalName()).orElse("");
  }

  @Override
  public void atStart(ClassBuilder type) {
    type.withField(
        CELL, CD_Object, ClassFile.ACC_PRIVATE | ClassFile.ACC_TRANSIENT | ClassFile.ACC_SYNTHETIC);
  }

  @Override
  public void accept(ClassBuilder type, ClassElement element) {
    if (element instanceof MethodModel method && method.methodName().equalsString(INIT_NAME)) {
      type.transformMethod(
          method,
          MethodTransform.transformingCode((code, part) -> {
            if (part instanceof ReturnInstruction) keepCell(code);
            code.with(part);
          }));
    } else if (element instanceof MethodModel method && doesTheWork(method)) {
      divert(type, method);
    } else {
      type.with(element);
    }
  }

  private boolean doesTheWork(MethodModel method) {
    return work.contains(method.methodName().stringValue())
        && method.methodTypeSymbol().parameterCount() == 0
        && method.code().isPresent();
  }

  private void keepCell(CodeBuilder code) {
    code.aload(0)
        .invokestatic(CARRY, "mine", MethodTypeDesc.of(CD_Object))
        .putfield(self, CELL, CD_Object);
  }

  private void divert(ClassBuilder type, MethodModel method) {
    var inner = "lab$" + method.methodName().stringValue();
    var flags = method.flags().flagsMask();
    var signature = method.methodTypeSymbol();
    var hidden = ClassFile.ACC_PRIVATE | ClassFile.ACC_SYNTHETIC;
    type.withMethod(inner, signature, hidden, body -> method.code().ifPresent(body::with));
    type.withMethodBody(
        method.methodName().stringValue(),
        signature,
        flags,
        code -> {
          var before = code.allocateLocal(TypeKind.REFERENCE);
          code.aload(0).getfield(self, CELL, CD_Object);
          code.invokestatic(CARRY, "enter", MethodTypeDesc.of(CD_Object, CD_Object)).astore(before);
          code.trying(
              tried -> {
                tried.aload(0).invokevirtual(self, inner, signature);
                leave(tried, before);
                tried.return_(TypeKind.from(signature.returnType()));
              },
              failed ->
                  failed.catchingAll(caught -> {
                    leave(caught, before);
                    caught.athrow();
                  }));
        });
  }

  private static void leave(CodeBuilder code, int before) {
    code.aload(before).invokestatic(CARRY, "leave", MethodTypeDesc.of(CD_void, CD_Object));
  }
}
