package asynclab.fibers;

/// A fiber wanted to give way and could not: its stack cannot be left as it stands.
///
/// The fiber is running on and may catch this. What it wanted to wait for has not happened.
@SuppressWarnings("serial") // is never written anywhere
public final class PinnedException extends IllegalStateException {
  /// What keeps a stack where it is. The names are the JDK's.
  public enum Reason {
    /// Between the fiber's first frame and the yield lies a native one: a C function that called
    /// back into Java (`qsort` with a comparator of ours), or a class initializer, which the JVM
    /// itself calls. The JVM can move frames that it made, and no others.
    NATIVE(
        "a native frame lies on its stack: C code that called back into Java, or a class"
            + " initializer, which the JVM itself calls"),
    /// Somebody between the two has forbidden it, `Continuation.pin()` for instance.
    CRITICAL_SECTION("it is in a section that forbids it (Continuation.pin)"),
    /// The stack could not be copied, mostly for want of memory.
    EXCEPTION("copying its stack failed, mostly for want of memory");

    private final String meaning;

    Reason(String meaning) {
      this.meaning = meaning;
    }
  }

  private final Reason reason;

  PinnedException(Reason reason, String fiber) {
    super("%s cannot give way here (%s): %s".formatted(fiber, reason, reason.meaning));
    this.reason = reason;
  }

  /// What keeps it.
  public Reason reason() {
    return reason;
  }
}
