package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One program in many JVMs, counted.
@EnabledOnOs(value = OS.LINUX, disabledReason = "exit codes as Linux has them")
class ChildRunsTest {
  /// Ends in another way each second time, which it knows by a file.
  private static final String IN_TURN =
      """
      void main(String[] folder) throws Exception {
        var file = Path.of(folder[0], "odd");
        if (Files.deleteIfExists(file)) throw new IllegalStateException("<even>");
        Files.createFile(file);
        IO.println("odd");
      }
      """;

  @TempDir Path place;

  @Test
  void runs_that_end_alike_are_counted_together() throws Exception {
    var runs = ChildRuns.of(ChildLauncher.at(place), IN_TURN, place.toString()).times(3, "-Xss4m");

    assertEquals(
        """
        -Xss4m: 2 of 3: ends by itself; odd
        -Xss4m: 1 of 3: exit code 1; \
        Exception in thread "main" java.lang.IllegalStateException: <even>\
        """,
        runs.text());
    assertEquals("2 of 3", Xml.parse(runs.html()).text("//tbody/tr[1]/td[2]"));
  }

  @Test
  void a_number_of_runs_that_would_not_end_is_refused() {
    var runs = ChildRuns.of("void main() {}");

    var refusal = assertThrows(IllegalArgumentException.class, () -> runs.times(51));

    assertEquals("51 runs: 1 to 50 can be made", refusal.getMessage());
  }

  @Test
  void a_crash_is_told_without_what_differs_from_run_to_run() {
    var crash =
        List.of(
            "SIGSEGV (0xb) at pc=0x00007fa99c4196e0, pid=1, tid=2",
            "problematic frame: j  jdk.Stub+0x000000003b18dc00.invoke(Lx/Y;JJ)V+52 java.base@25");

    var child = new ChildJvm(134, "before", crash);

    assertEquals("SIGSEGV (0xb)", child.ending());
    assertEquals("in jdk.Stub.invoke", child.lastWord());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      value = {
        "C  0x00007f425818c00f                  = in code that has no name",
        "C  [libc.so.6+0x9e1c0]                 = in libc.so.6",
        "C  [libc.so.6+0x9e1c0]  memcpy+0x10    = in memcpy",
        "V  [libjvm.so+0x12]  G1::mark(oop*)+0x8 = in G1::mark",
        "v  ~UpcallStub::upcall_stub 0x00007fa9 = in ~UpcallStub::upcall_stub",
        "j  Child.body()V+21                    = in Child.body"
      })
  void the_frame_of_a_crash_is_told_by_its_name(String frame, String told) {
    assertEquals(told, CrashReport.where(CrashReport.FRAME + frame));
  }

  @Test
  void a_death_without_a_report_is_named_by_its_signal() {
    assertEquals("SIGSEGV, and no report", new ChildJvm(139, "", List.of()).ending());
  }
}
