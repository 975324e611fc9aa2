package asynclab.syscalls;

/// What a piece of program asks of the kernel.
///
/// ```java
/// Syscalls.watch(() -> Unistd.write(1, bytes, 6))   // write(1, "hello\n", 6) = 6
/// ```
public final class Syscalls {
  private static final String LAB_ONLY =
      "the calls of the lab's own library, and no others; the first of a kind takes longer";

  private Syscalls() {}

  /// A piece of program that is watched.
  @FunctionalInterface
  public interface Body {
    void run() throws Exception;
  }

  /// Runs the body and returns the calls that the lab's library made: in this thread, and in the
  /// threads that the body starts. A call that has not returned when the body ends is not in it.
  ///
  /// While nobody watches this costs nothing. The first watch throws compiled code away, so do not
  /// watch what you time.
  ///
  /// @throws Exception what the body throws, unchanged; its log is lost
  public static CallLog watch(Body body) throws Exception {
    var watch = Watch.begin();
    try {
      body.run();
    } catch (Throwable e) {
      watch.end(LAB_ONLY);
      throw e;
    }
    return watch.end(LAB_ONLY);
  }
}
