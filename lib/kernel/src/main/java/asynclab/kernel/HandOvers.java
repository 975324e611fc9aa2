package asynclab.kernel;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Wraps what a class of cells hands to the pools, completion stages, parallel streams and servers
/// of the JDK in a [Carry], at the call: `pool.submit(task)` becomes
/// `pool.submit(Carry.carry(task))`.
///
/// A method reference, `pool::submit`, has no call to change; it gets a small method that makes it.
/// What a cell's own class does with the tasks it is given stays as it is.
final class HandOvers implements ClassTransform {
  private static final ClassDesc CARRY = ClassDesc.of(Carry.class.getName());
  private static final String TASKS = "java.util.Collection";

  /// The types there is a `carry` for.
  private static final Set<ClassDesc> CARRIED =
      Stream.of(Carry.class.getMethods())
          .filter(method -> method.getName().equals("carry"))
          .map(method -> ClassDesc.of(method.getParameterTypes()[0].getName()))
          .collect(Collectors.toUnmodifiableSet());

  private final ClassModel model;
  private final boolean streams;
  private final List<Reference> references = new ArrayList<>();

  /// A method reference, and the type of our method that makes its call.
  private record Reference(DirectMethodHandleDesc target, MethodTypeDesc type) {
    /// What the reference is bound to, `pool` of `pool::submit`, may be of a narrower type.
    static Reference of(DirectMethodHandleDesc target, MethodTypeDesc captured) {
      var type = target.invocationType();
      return new Reference(
          target,
          captured.parameterCount() == 0
              ? type
              : type.changeParameterType(0, captured.parameterType(0)));
    }
  }

  /// @param streams whether a stream of this class may be parallel
  HandOvers(ClassModel model, boolean streams) {
    this.model = model;
    this.streams = streams;
  }

  /// Whether the bytes of a class name something that takes tasks.
  static boolean mayConcern(String bytes) {
    return bytes.contains("java/util/concurrent/") || bytes.contains("com/sun/net/httpserver/");
  }

  @Override
  public void accept(ClassBuilder type, ClassElement element) {
    if (element instanceof MethodModel method) {
      type.transformMethod(
          method,
          (builder, part) -> {
            if (part instanceof CodeModel code) builder.transformCode(code, this::change);
            else builder.with(part);
          });
    } else {
      type.with(element);
    }
  }

  @Override
  public void atEnd(ClassBuilder type) {
    for (var i = 0; i < references.size(); i++) {
      var reference = references.get(i);
      type.withMethodBody(
          nameOf(i),
          reference.type(),
          ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
          code -> callThrough(code, reference));
    }
  }

  private void change(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction call
        && call.opcode() != Opcode.INVOKESPECIAL
        && takesTasks(call.owner().asSymbol(), call.name().stringValue(), call.typeSymbol())) {
      carryArguments(code, call.name().stringValue(), call.typeSymbol());
    }
    if (element instanceof InvokeDynamicInstruction lambda && referencesTaskTaker(lambda)) {
      code.invokedynamic(throughOurs(lambda));
    } else {
      code.with(element);
    }
  }

  private boolean takesTasks(ClassDesc owner, String name, MethodTypeDesc type) {
    var place = owner.packageName();
    var isTaker =
        switch (place) {
          case "java.util.concurrent" -> !owner.displayName().startsWith("Concurrent");
          case "com.sun.net.httpserver" -> true;
          case "java.util.stream" -> streams;
          case "java.util" -> owner.displayName().equals("Arrays") && name.startsWith("parallel");
          default -> false;
        };
    return isTaker && type.parameterList().stream().anyMatch(each -> isTask(name, each));
  }

  private static boolean isTask(String method, ClassDesc parameter) {
    var isTasks = parameter.descriptorString().equals(ClassDesc.of(TASKS).descriptorString());
    return isTasks ? method.startsWith("invoke") : CARRIED.contains(parameter);
  }

  /// The arguments lie on the stack: those above the first task step aside while it is wrapped.
  private static void carryArguments(CodeBuilder code, String name, MethodTypeDesc type) {
    var parameters = type.parameterList();
    var first = 0;
    while (!isTask(name, parameters.get(first))) {
      first++;
    }
    var slots = new int[parameters.size()];
    for (var i = parameters.size() - 1; i > first; i--) {
      var kind = TypeKind.from(parameters.get(i));
      slots[i] = code.allocateLocal(kind);
      code.storeLocal(kind, slots[i]);
    }
    carry(code, parameters.get(first));
    for (var i = first + 1; i < slots.length; i++) {
      code.loadLocal(TypeKind.from(parameters.get(i)), slots[i]);
      if (isTask(name, parameters.get(i))) carry(code, parameters.get(i));
    }
  }

  private static void carry(CodeBuilder code, ClassDesc task) {
    code.invokestatic(CARRY, "carry", MethodTypeDesc.of(task, task));
  }

  private boolean referencesTaskTaker(InvokeDynamicInstruction lambda) {
    return lambda.bootstrapMethod().owner().displayName().equals("LambdaMetafactory")
        && lambda.bootstrapArgs().get(1) instanceof DirectMethodHandleDesc reference
        && reference.kind() != DirectMethodHandleDesc.Kind.CONSTRUCTOR
        && reference.kind() != DirectMethodHandleDesc.Kind.SPECIAL
        && takesTasks(
            reference.owner(),
            reference.methodName(),
            MethodTypeDesc.ofDescriptor(reference.lookupDescriptor()));
  }

  private DynamicCallSiteDesc throughOurs(InvokeDynamicInstruction lambda) {
    var arguments = new ArrayList<ConstantDesc>(lambda.bootstrapArgs());
    var reference = Reference.of((DirectMethodHandleDesc) arguments.get(1), lambda.typeSymbol());
    var isInterface = model.flags().has(java.lang.reflect.AccessFlag.INTERFACE);
    arguments.set(
        1,
        MethodHandleDesc.ofMethod(
            isInterface
                ? DirectMethodHandleDesc.Kind.INTERFACE_STATIC
                : DirectMethodHandleDesc.Kind.STATIC,
            model.thisClass().asSymbol(),
            nameOf(references.size()),
            reference.type()));
    references.add(reference);
    return DynamicCallSiteDesc.of(
        lambda.bootstrapMethod(),
        lambda.name().stringValue(),
        lambda.typeSymbol(),
        arguments.toArray(ConstantDesc[]::new));
  }

  private static String nameOf(int reference) {
    return "lab$carry$" + reference;
  }

  private static void callThrough(CodeBuilder code, Reference reference) {
    var type = reference.type();
    var target = reference.target();
    for (var i = 0; i < type.parameterCount(); i++) {
      var parameter = type.parameterType(i);
      code.loadLocal(TypeKind.from(parameter), code.parameterSlot(i));
      if (isTask(target.methodName(), parameter)) carry(code, parameter);
    }
    var method = MethodTypeDesc.ofDescriptor(target.lookupDescriptor());
    switch (target.kind()) {
      case INTERFACE_VIRTUAL -> code.invokeinterface(target.owner(), target.methodName(), method);
      case VIRTUAL -> code.invokevirtual(target.owner(), target.methodName(), method);
      default ->
          code.invokestatic(target.owner(), target.methodName(), method, target.isOwnerInterface());
    }
    code.return_(TypeKind.from(type.returnType()));
  }
}
