package asynclab.coroutines.bytecode;

import java.lang.classfile.Annotation;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.RuntimeInvisibleAnnotationsAttribute;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Rewrites compiled classes: a method marked [asynclab.coroutines.Async] gives out a state
/// machine, and its code becomes what the machine runs, from await to await.
///
/// ```
/// @Async Future<String> run(int n) { … }            what javac has compiled
///
/// Future run(int n) { return new T$run$Machine(this, n); }
/// static Polled run(T$run$Machine, Waker, int state) { … }      the code, woven
/// ```
///
/// The types come from the compiler's own table of frames, so no other class is looked at.
public final class Weaver {
  private static final byte[] MARK = "asynclab/coroutines/".getBytes(StandardCharsets.US_ASCII);

  private Weaver() {}

  /// A class to define.
  ///
  /// @param name its binary name, as in `demo.T$run$Machine`
  @SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
  public record Woven(String name, byte[] classFile) {}

  /// The class itself first, then a machine class for each method marked `@Async`, to be defined by
  /// the same loader before the first of those methods is called. Empty when nothing is marked.
  ///
  /// @throws WeaveException when an await stands where none can be
  public static List<Woven> weave(byte[] classFile) {
    if (!isMentioned(classFile)) return List.of();
    var host = ClassFile.of().parse(classFile);
    var machines = machines(host);
    if (machines.isEmpty()) return List.of();
    var woven = new ArrayList<Woven>();
    woven.add(new Woven(name(host.thisClass().asSymbol()), transformed(host, machines)));
    for (var machine : machines.values()) {
      woven.add(new Woven(name(machine.type()), machine.bytes()));
    }
    return woven;
  }

  /// Weaves a class and defines what comes of it, in the package and the loader of `lookup`. The
  /// class is defined also when nothing in it is marked.
  ///
  /// @throws WeaveException when an await stands where none can be
  /// @throws IllegalAccessException when the lookup may not define classes
  public static Class<?> define(MethodHandles.Lookup lookup, byte[] classFile)
      throws IllegalAccessException {
    var woven = weave(classFile);
    if (woven.isEmpty()) return lookup.defineClass(classFile);
    for (var machine : woven.subList(1, woven.size())) lookup.defineClass(machine.classFile());
    return lookup.defineClass(woven.getFirst().classFile());
  }

  private static boolean isMentioned(byte[] classFile) {
    for (var at = 0; at + MARK.length <= classFile.length; at++) {
      var same = 0;
      while (same < MARK.length && classFile[at + same] == MARK[same]) same++;
      if (same == MARK.length) return true;
    }
    return false;
  }

  static boolean isMarked(MethodModel method) {
    return method.findAttribute(Attributes.runtimeInvisibleAnnotations()).stream()
        .flatMap(attribute -> attribute.annotations().stream())
        .anyMatch(Weaver::isMark);
  }

  private static boolean isMark(Annotation annotation) {
    return annotation.classSymbol().equals(Names.ASYNC);
  }

  private static Map<MethodModel, MachineClass> machines(ClassModel host) {
    var machines = new LinkedHashMap<MethodModel, MachineClass>();
    var refused = new Refused(host);
    var taken = new HashSet<String>();
    for (var method : host.methods()) {
      if (isBridge(method) || !refused.allows(method)) continue;
      var name = method.methodName().stringValue();
      var base = host.thisClass().asInternalName() + "$" + name;
      var type = base;
      for (var i = 2; !taken.add(type.toLowerCase(Locale.ROOT)); i++) type = base + i;
      var plan = new Plan(host.thisClass().asSymbol(), method);
      refused.check(method, plan);
      machines.put(method, new MachineClass(host, name, Names.internal(type + "$Machine"), plan));
    }
    refused.end();
    return machines;
  }

  /// javac copies the mark to the bridges of a generic method; they only call it.
  static boolean isBridge(MethodModel method) {
    return (method.flags().flagsMask() & ClassFile.ACC_BRIDGE) != 0;
  }

  private static String name(ClassDesc type) {
    var descriptor = type.descriptorString();
    return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
  }

  private static byte[] transformed(ClassModel host, Map<MethodModel, MachineClass> machines) {
    // Nothing is left to guess: our methods bring their frames, all others keep theirs.
    return ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS)
        .transformClass(host, (builder, element) -> transform(builder, element, machines));
  }

  private static void transform(
      ClassBuilder builder, ClassElement element, Map<MethodModel, MachineClass> machines) {
    var m = element instanceof MethodModel marked ? machines.get(marked) : null;
    if (!(element instanceof MethodModel method) || m == null) {
      builder.with(element);
      return;
    }
    factory(builder, method, m);
    var isInterface = m.host().flags().has(java.lang.reflect.AccessFlag.INTERFACE);
    builder.withMethodBody(
        m.method(),
        m.body(),
        ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC | (isInterface ? ClassFile.ACC_PUBLIC : 0),
        code -> new Body(code, m.plan(), m.type()).write());
  }

  /// The method as its callers know it, with another body and without the mark.
  private static void factory(ClassBuilder builder, MethodModel method, MachineClass machine) {
    builder.withMethod(
        method.methodName(),
        method.methodType(),
        method.flags().flagsMask(),
        made -> {
          for (var element : method) {
            switch (element) {
              case CodeModel _ ->
                  made.withCode(code -> {
                    code.lineNumber(machine.plan().code.line(0)).new_(machine.type()).dup();
                    for (var argument : machine.plan().arguments) {
                      code.loadLocal(argument.value().kind(), argument.slot());
                    }
                    code.invokespecial(machine.type(), "<init>", machine.constructor()).areturn();
                  });
              case RuntimeInvisibleAnnotationsAttribute marks ->
                  made.with(
                      RuntimeInvisibleAnnotationsAttribute.of(
                          marks.annotations().stream().filter(a -> !isMark(a)).toList()));
              default -> made.with(element);
            }
          }
        });
  }
}
