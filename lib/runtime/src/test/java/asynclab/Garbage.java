package asynclab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What code leaves for the garbage collector once it is compiled: hopefully nothing.
///
/// That is asked in a JVM of its own, because whether an object survives is decided by the
/// compiler, and what it decides depends on what else has run there. It is asked in several,
/// because it depends on the order in which methods were compiled, too: each downcall of the JDK's
/// cuts a segment out of the one for `errno` (`SharedUtils.checkCaptureSegment`), and one JVM in
/// fifty keeps those 40 bytes for ever. Code that makes an object of its own does so in all.
public final class Garbage {
  private static final int JVMS_MAX = 5;
  private static final int LIMIT_SECONDS = 60;

  /// The compiler decides when the garbage ends; mostly it is within ten rounds.
  private static final int ROUNDS_MAX = 60;

  private static final String NONE = "0 bytes";

  private Garbage() {}

  /// Thousands of turns of what is asked about, on this thread.
  @FunctionalInterface
  public interface Round {
    void run() throws Exception;
  }

  /// Fails unless a JVM is found in which the program prints that its last round made none.
  ///
  /// @param program has a `main` that calls [#print] once
  public static void assertNone(Class<?> program, String... arguments) throws Exception {
    var said = "";
    for (var jvm = 0; jvm < JVMS_MAX && !said.equals(NONE); jvm++) said = said(program, arguments);

    assertEquals(NONE, said, "in the last round, in each of " + JVMS_MAX + " JVMs");
  }

  private static String said(Class<?> program, String... arguments) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var junit = System.getProperty("java.class.path"); // on which a module under test is not
    var classes = String.join(File.pathSeparator, "target/classes", "target/test-classes", junit);
    var command = new ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED"));
    command.add("-Dasynclab.libkqueue=" + System.getProperty("asynclab.libkqueue", ""));
    command.addAll(List.of("-cp", classes, program.getName()));
    command.addAll(List.of(arguments));
    var child = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var output = child.getInputStream()) {
      child.getOutputStream().close();
      if (!child.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) return "not done in time";
      return new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
    } finally {
      child.destroyForcibly();
    }
  }

  /// Repeats the round until it makes no garbage, and prints what the last one made.
  public static void print(Round round) throws Exception {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var bytes = Long.MAX_VALUE;
    for (var i = 0; i < ROUNDS_MAX && bytes > 0; i++) {
      var before = threads.getCurrentThreadAllocatedBytes();
      round.run();
      bytes = threads.getCurrentThreadAllocatedBytes() - before;
    }
    System.out.println(bytes + " bytes");
  }
}
