package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Programs in a JVM of their own, and that nothing of them stays.
@EnabledOnOs(value = OS.LINUX, disabledReason = "exit codes and signals as Linux has them")
class ChildJvmTest {
  @TempDir Path place;

  @AfterEach
  void nothing_stays() throws IOException {
    try (var files = Files.list(place)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void a_bad_pointer_ends_the_child_by_abort_and_the_report_says_where() throws Exception {
    var child =
        ChildLauncher.at(place)
            .run(
                """
                import asynclab.syscalls.*;

                void main() throws Throwable {
                  IO.println("about to load");
                  var load = MachineCode.load(Arena.global(),
                      Routines.dereference(Processor.current()));
                  var method = load.method(
                      FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
                  IO.println((long) method.invokeExact(16L));
                }
                """);

    assertEquals(134, child.exitCode(), child.text());
    assertEquals("about to load", child.output());
    assertEquals(3, child.crash().size(), child.text());
    assertTrue(child.crash().get(0).startsWith("SIGSEGV (0xb)"), child.text());
    assertTrue(child.crash().get(1).startsWith("problematic frame: C "), child.text());
    assertTrue(
        child.crash().get(2).endsWith("(SEGV_MAPERR), si_addr: 0x0000000000000010"), child.text());
    assertTrue(
        child.text().contains("exit code 134 = 128 + 6: ended by signal 6, SIGABRT"), child.text());
  }

  @Test
  void a_program_that_ends_well_is_told_with_its_arguments() throws Exception {
    var child =
        ChildLauncher.at(place)
            .run("void main(String[] a) { IO.println(\"grün \" + a[0]); }", "x y");

    assertEquals(new ChildJvm(0, "grün x y", List.of()), child);
    assertEquals("grün x y\nexit code 0", child.text());
  }

  @Test
  void what_the_compiler_says_is_shown() throws Exception {
    var child = ChildLauncher.at(place).run("void main() { int x = \"\"; }");

    assertEquals(1, child.exitCode());
    assertTrue(child.output().contains("incompatible types"), child.output());
  }

  @Test
  void an_option_replaces_the_usual_collector() throws Exception {
    var child =
        ChildLauncher.at(place)
            .with("-XX:+UseParallelGC", "-Dasked=yes")
            .run(
                """
                import java.lang.management.ManagementFactory;

                void main() {
                  var beans = ManagementFactory.getGarbageCollectorMXBeans();
                  IO.println(beans.getFirst().getName() + ", " + System.getProperty("asked"));
                }
                """);

    assertEquals(new ChildJvm(0, "PS MarkSweep, yes", List.of()), child);
  }

  @Test
  void what_is_no_option_is_refused_with_the_cure() {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> ChildJvm.with("UseParallelGC"));

    assertEquals(
        "\"UseParallelGC\" is no option of a JVM: one begins with -X, -D or --,"
            + " as -XX:+UseG1GC does",
        refusal.getMessage());
  }

  @Test
  void an_interrupt_ends_the_child() throws Exception {
    var program =
        """
        void main(String[] port) throws Exception {
          try (var parent = new java.net.Socket("127.0.0.1", Integer.parseInt(port[0]))) {
            Thread.sleep(60_000);
          }
        }
        """;
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = String.valueOf(listener.getLocalPort());
      var running = new FutureTask<>(() -> ChildLauncher.at(place).run(program, port));
      var thread = Thread.ofPlatform().start(running);
      try (var child = listener.accept()) {
        child.setSoTimeout(30_000);

        thread.interrupt();

        assertEquals(-1, child.getInputStream().read(), "a dead child's socket is at its end");
        var error = assertThrows(ExecutionException.class, running::get);
        assertInstanceOf(InterruptedException.class, error.getCause());
      }
    }
  }

  @Test
  void what_it_printed_is_text_and_never_markup() {
    var page = Xml.parse(new ChildJvm(137, "<b>", List.of("a < b")).html());

    assertEquals("<b>", page.text("/div/pre[1]"));
    assertEquals("exit code 137 = 128 + 9: ended by signal 9, SIGKILL", page.text("/div/p/strong"));
  }
}
