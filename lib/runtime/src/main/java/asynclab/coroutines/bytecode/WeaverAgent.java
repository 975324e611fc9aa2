package asynclab.coroutines.bytecode;

import static java.lang.System.Logger.Level.ERROR;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Weaves a whole program while its classes are loaded: `java -javaagent:asynclab.jar …`.
///
/// A machine is defined by the loader of the class it belongs to, just before that class. Java has
/// no public call for that (a `Lookup` would need a class of that package that is there already),
/// so the agent, which may do that, opens `ClassLoader.defineClass` to itself.
@SuppressWarnings("exports") // who starts an agent reads no class of it
public final class WeaverAgent implements ClassFileTransformer {
  private final Method defineClass;

  private WeaverAgent(Method defineClass) {
    this.defineClass = defineClass;
  }

  /// Called by the JVM before `main`.
  public static void premain(@Nullable String options, Instrumentation instrumentation)
      throws NoSuchMethodException {
    instrumentation.redefineModule(
        ClassLoader.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(WeaverAgent.class.getModule())),
        Set.of(),
        Map.of());
    var defineClass =
        ClassLoader.class.getDeclaredMethod(
            "defineClass",
            String.class,
            byte[].class,
            int.class,
            int.class,
            ProtectionDomain.class);
    defineClass.setAccessible(true);
    instrumentation.addTransformer(new WeaverAgent(defineClass));
  }

  /// The JVM drops without a word what a transformer throws, so it is said here. The class stays as
  /// it is then, and an await in it that is reached throws.
  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> before,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader == null || before != null)
      return null; // the JDK's own; or defined, with its machines
    try {
      return woven(loader, domain, classFile);
    } catch (WeaveException refused) {
      System.err.println(refused.getMessage());
    } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
      System.getLogger("asynclab").log(ERROR, name + " could not be woven", failure);
    }
    return null;
  }

  private byte @Nullable [] woven(
      ClassLoader loader, @Nullable ProtectionDomain domain, byte[] classFile)
      throws ReflectiveOperationException {
    var woven = Weaver.weave(classFile);
    if (woven.isEmpty()) return null;
    for (var machine : woven.subList(1, woven.size())) {
      var bytes = machine.classFile();
      defineClass.invoke(loader, machine.name(), bytes, 0, bytes.length, domain);
    }
    return woven.getFirst().classFile();
  }
}
