package asynclab.syscalls;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Loading, running and letting go of instructions of our own.
@EnabledOnOs(value = OS.LINUX, disabledReason = "the routines speak to Linux")
class MachineCodeTest {
  private static final FunctionDescriptor LONG_TO_LONG =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG);
  private static final int ABORTED = 128 + 6; // a shell's word for SIGABRT

  @TempDir Path folder;

  @Test
  void the_page_is_written_first_and_run_afterwards_and_never_both() throws Exception {
    try (var arena = Arena.ofConfined()) {
      var log = Syscalls.watch(() -> load(arena, Routines.dereference(Processor.current())));

      var protections =
          log.calls().stream()
              .map(call ->
                  call.name() + " " + call.arguments().replaceAll(".*?(PROT[^,]*).*", "$1"));
      assertEquals(
          List.of("mmap PROT_READ|PROT_WRITE", "mprotect PROT_READ|PROT_EXEC"),
          protections.toList());
    }
  }

  @Test
  void the_kernel_says_that_the_page_cannot_be_written() throws Exception {
    try (var arena = Arena.ofConfined()) {
      var code = load(arena, Routines.dereference(Processor.current()));

      var page = "%08x".formatted(code.address());
      var rights =
          Files.readAllLines(Path.of("/proc/self/maps")).stream()
              .filter(line -> line.startsWith(page))
              .map(line -> line.split(" ")[1]);
      assertEquals(List.of("r-xp"), rights.toList());
    }
  }

  @Test
  void one_load_reads_eight_bytes() throws Throwable {
    try (var arena = Arena.ofConfined()) {
      var dereference = load(arena, Routines.dereference(Processor.current()));
      var value = arena.allocateFrom(JAVA_LONG, 42);

      var read = (long) dereference.method(LONG_TO_LONG).invokeExact(value.address());

      assertEquals(42, read);
    }
  }

  @Test
  void the_loop_ends_with_the_answer_of_its_last_call() throws Throwable {
    try (var arena = Arena.ofConfined()) {
      var loop = load(arena, Routines.getpidLoop(Processor.current())).method(LONG_TO_LONG);

      var answer = (long) loop.invokeExact(1000L);

      assertEquals(ProcessHandle.current().pid(), answer);
    }
  }

  @Test
  void a_method_whose_page_is_gone_refuses_to_run() throws Exception {
    MethodHandle method;
    try (var arena = Arena.ofConfined()) {
      method = load(arena, Routines.dereference(Processor.current())).method(LONG_TO_LONG);
    }

    assertThrows(IllegalStateException.class, () -> method.invoke(0L));
  }

  @Test
  void a_routine_for_another_processor_is_refused() {
    var other = Processor.current() == Processor.X86_64 ? Processor.AARCH64 : Processor.X86_64;

    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> load(Arena.global(), Routines.dereference(other)));

    var expected =
        "one load on Linux, %s (not run here): it can be read on this machine and only be run on its own";
    assertEquals(expected.formatted(other), refusal.getMessage());
  }

  @Test
  void a_routine_for_another_system_is_refused_and_says_so_when_it_is_read() {
    var foreign = WriteRoutines.of(Os.MACOS, Processor.current());

    assertThrows(IllegalArgumentException.class, () -> load(Arena.global(), foreign));
    assertTrue(foreign.toString().contains("(not run here)"), foreign.toString());
  }

  @Test
  @Tag("child-process")
  void a_bad_pointer_ends_the_process_that_follows_it() throws Exception {
    var program =
        Files.writeString(
            folder.resolve("Bad.java"),
            """
            import asynclab.syscalls.*;
            import java.lang.foreign.*;
            void main() throws Throwable {
              var load = Routines.dereference(Processor.current());
              var type = FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
              var method = MachineCode.load(Arena.global(), load).method(type);
              IO.println((long) method.invokeExact(16L));
            }
            """);
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    var ended =
        Tools.run(
            folder, // a core, where the machine keeps one, goes with it
            List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-cp",
                Path.of("target/classes").toAbsolutePath().toString(),
                program.toString()));

    assertEquals(ABORTED, ended.code(), ended.said());
    assertTrue(ended.said().contains("SIGSEGV"), ended.said());
  }

  private static MachineCode load(Arena arena, Routine routine) throws SyscallException {
    return MachineCode.load(arena, routine);
  }
}
