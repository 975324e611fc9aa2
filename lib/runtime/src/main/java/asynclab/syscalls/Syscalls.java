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

  /// Runs the body on a thread of its own and returns what *anybody's* code asked of the kernel
  /// there, the JDK's included; the log says who watched and what that could not see.
  ///
  /// strace where it is installed and may attach; else a filter of the kernel's that asks before
  /// each call; else the lab's own log. Each slows the thread down by a factor of ten to a hundred.
  /// Threads that the body starts are not in the log.
  ///
  /// @throws InterruptedException when the calling thread is interrupted; the body is, too
  /// @throws Exception what the body throws, unchanged; its log is lost
  public static CallLog trace(Body body) throws Exception {
    return Tracer.first(Tracer.ALL, body);
  }
}
