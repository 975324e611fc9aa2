package asynclab.fibers.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What ends a JVM, and what writes past Java: in a JVM of its own.
@Tag("child-process")
@EnabledOnOs(value = OS.LINUX, disabledReason = "asks for the exit code that Linux gives")
@EnabledWhereASwitchIs
class InAnotherJvmTest {
  private static final int SEGMENTATION_FAULT = 128 + 11;

  @TempDir Path folder;

  @Test
  void an_overflow_ends_the_process_at_the_guard_page() throws Exception {
    var ended = run("fibers.spawn(Bodies.falling(Abi.current())); fibers.yield();");

    assertEquals(SEGMENTATION_FAULT, ended.exitCode(), ended.said());
    assertEquals("before\n", ended.said());
  }

  @Test
  void what_stays_within_the_stack_does_not() throws Exception {
    var ended = run("fibers.spawn(Bodies.counting(Abi.current()), 1, 3); fibers.run();");

    assertEquals(0, ended.exitCode(), ended.said());
    assertEquals("before\nafter\n", ended.said());
  }

  @Test
  void fibers_write_with_a_system_call_of_their_own() throws Exception {
    var ended =
        run(
            """
            var a = java.lang.foreign.Arena.global();
            for (var text : new String[] {"one\\n", "two\\n"}) {
              var bytes = a.allocateFrom(text);
              fibers.spawn(Bodies.saying(Abi.current()), bytes.address(), text.length(), 2);
            }
            fibers.run();
            """);

    assertEquals("before\none\ntwo\none\ntwo\nafter\n", ended.said());
  }

  private record Ended(int exitCode, String said) {}

  private Ended run(String statements) throws Exception {
    var source =
        """
        import asynclab.fibers.machine.*;
        void main() throws Throwable {
          try (var fibers = MachineFibers.open()) {
            IO.println("before");
            %s
            IO.println("after");
          }
        }
        """;
    var program = Files.writeString(folder.resolve("Child.java"), source.formatted(statements));
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes = Path.of("target/classes").toAbsolutePath().toString();
    var report = "-XX:ErrorFile=" + folder.resolve("crash.log");
    var command = List.of(java, "--enable-native-access=ALL-UNNAMED", report, "-cp", classes);
    var builder = new ProcessBuilder("sh", "-c", "ulimit -c 0; exec \"$@\"", "sh");
    builder.command().addAll(command);
    builder.command().add(program.toString());
    var child = builder.redirectErrorStream(true).start();
    var said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!child.waitFor(1, TimeUnit.MINUTES)) child.destroyForcibly();
    return new Ended(child.waitFor(), said);
  }
}
