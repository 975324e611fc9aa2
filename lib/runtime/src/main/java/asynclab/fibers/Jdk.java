package asynclab.fibers;

/// What the JVM must be told at its start: `Continuation` lies in a package that is not exported.
final class Jdk {
  private static final Module LAB = Jdk.class.getModule();

  /// Whether `jdk.internal.vm` may be used; the JIT knows it as a constant.
  static final boolean HAS_CONTINUATIONS =
      Object.class.getModule().isExported("jdk.internal.vm", LAB);

  private Jdk() {}

  /// @throws IllegalStateException when the JVM was started without the option
  static void checkContinuations() {
    if (HAS_CONTINUATIONS) return;
    throw new IllegalStateException(
        "fibers stand on a class that the JDK keeps to itself: start java with --add-exports"
            + " java.base/jdk.internal.vm="
            + name());
  }

  /// How an option of the JVM calls the module that this class is in.
  static String name() {
    return LAB.isNamed() ? LAB.getName() : "ALL-UNNAMED";
  }
}
