package asynclab.syscalls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.io.File;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// A call that can be watched costs nothing while nobody does.
///
/// In a JVM of its own: whether an object survives is decided by the compiler, and what the
/// compiler decides depends on what else has run in its JVM. Beside a thousand other tests it kept
/// one, for ever.
@Tag("child-process")
@Timeout(120)
@EnabledOnOs(value = OS.LINUX, disabledReason = "pipe2 is Linux's")
class SilentCallTest {
  private static final int CALLS = 20_000;

  /// The compiler decides when the garbage ends; 1000 rounds are 20 million calls.
  private static final int ROUNDS_MAX = 1000;

  @Test
  void when_nobody_watches_a_call_makes_no_garbage() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes = Path.of("target/classes") + File.pathSeparator + "target/test-classes";
    var child = SilentCallTest.class.getName() + "$Child";

    var ended =
        Tools.run(
            Path.of("."),
            List.of(java, "--enable-native-access=ALL-UNNAMED", "-cp", classes, child));

    assertEquals("0 bytes", ended.said().strip(), "in the last " + CALLS + " calls, after warm-up");
    assertEquals(0, ended.code());
  }

  /// Runs there.
  static final class Child {
    public static void main(String[] none) throws Exception {
      var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      var pipe = Unistd.pipe2(Fcntl.O_CLOEXEC | Fcntl.O_NONBLOCK);
      var _ = Syscalls.watch(() -> Unistd.getpid());
      try (var arena = Arena.ofConfined()) {
        var buffer = arena.allocate(64);
        var bytes = Long.MAX_VALUE;
        for (var round = 0; round < ROUNDS_MAX && bytes > 0; round++) {
          var before = threads.getCurrentThreadAllocatedBytes();
          for (var i = 0; i < CALLS; i++) Unistd.readRaw(pipe.first(), buffer, 64);
          bytes = threads.getCurrentThreadAllocatedBytes() - before;
        }
        System.out.println(bytes + " bytes");
      }
    }
  }
}
