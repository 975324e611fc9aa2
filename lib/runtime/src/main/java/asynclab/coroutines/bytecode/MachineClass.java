package asynclab.coroutines.bytecode;

import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;

/// The class that a woven method keeps its state in.
///
/// @param method the name of the method
record MachineClass(ClassModel host, String method, ClassDesc type, Plan plan) {
  /// Of the constructor: `this` of the method if there is one, and its arguments.
  MethodTypeDesc constructor() {
    return MethodTypeDesc.of(
        ConstantDescs.CD_void,
        plan.arguments.stream().map(argument -> argument.field().type()).toList());
  }

  /// Of the method that holds the code.
  MethodTypeDesc body() {
    return MethodTypeDesc.of(Names.POLLED, type, Names.WAKER, ConstantDescs.CD_int);
  }

  byte[] bytes() {
    return ClassFile.of().build(type, this::write);
  }

  private void write(ClassBuilder builder) {
    builder
        .withVersion(host.majorVersion(), host.minorVersion())
        .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC)
        .withSuperclass(Names.MACHINE)
        .with(RuntimeVisibleAnnotationsAttribute.of(origin()));
    host.findAttribute(Attributes.sourceFile())
        .ifPresent(source -> builder.with(SourceFileAttribute.of(source.sourceFile())));
    for (var field : plan.fields.all()) {
      builder.withField(field.name(), field.type(), field.isHidden() ? ClassFile.ACC_SYNTHETIC : 0);
    }
    writeConstructor(builder);
    writeResume(builder);
  }

  private Annotation origin() {
    var lines = Arrays.stream(plan.lines()).mapToObj(AnnotationValue::ofInt).toList();
    return Annotation.of(
        Names.ORIGIN,
        AnnotationElement.ofString("method", method),
        AnnotationElement.of(
            "lines", AnnotationValue.ofArray(lines.toArray(AnnotationValue[]::new))));
  }

  private void writeConstructor(ClassBuilder builder) {
    builder.withMethodBody(
        "<init>",
        constructor(),
        0,
        code -> {
          code.aload(0);
          code.invokespecial(Names.MACHINE, "<init>", ConstantDescs.MTD_void);
          for (var argument : plan.arguments) { // behind slot 0, the machine itself
            var field = argument.field();
            code.aload(0).loadLocal(argument.value().kind(), argument.slot() + 1);
            code.putfield(type, field.name(), field.type());
          }
          code.return_();
        });
  }

  private void writeResume(ClassBuilder builder) {
    var isInterface = host.flags().has(java.lang.reflect.AccessFlag.INTERFACE);
    builder.withMethodBody(
        "resume",
        Names.RESUME,
        ClassFile.ACC_PROTECTED,
        code ->
            code.aload(0)
                .aload(1)
                .aload(0)
                .getfield(
                    Names.COROUTINE, "state", ConstantDescs.CD_int) // a local may have the name
                .invokestatic(host.thisClass().asSymbol(), method, body(), isInterface)
                .areturn());
  }
}
