package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.notebook.checks.EventLayout.Machine;
import asynclab.notebook.checks.EventLayout.Struct;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The check of the exercise "layout".
@EnabledOnOs(value = OS.LINUX, disabledReason = "the check asks epoll, which Linux alone has")
class LayoutCheckTest {
  private static final Struct PACKED = new Struct(12, 4);
  private static final Struct NATURAL = new Struct(16, 8);

  @Test
  void packed_on_one_and_natural_on_the_other_passes() throws IOException {
    var answer = to(machine -> machine == Machine.X86_64 ? PACKED : NATURAL);

    assertEquals("ok: 03.layout, 3 of 3 as expected", answer.lines().findFirst().orElse(""));
  }

  @Test
  void natural_on_both_is_named() throws IOException {
    assertTrue(to(_ -> NATURAL).contains("on x86-64 the header says `packed`"));
  }

  @Test
  void packed_on_both_is_named() throws IOException {
    assertTrue(to(_ -> PACKED).contains("packed on x86-64 alone"));
  }

  @Test
  @EnabledIfSystemProperty(
      named = "os.arch",
      matches = "amd64",
      disabledReason = "the packed array stands in the kernel of x86-64 alone")
  void a_size_that_is_too_large_reads_nonsense_from_the_second_event_on() throws IOException {
    var answer = to(machine -> machine == Machine.X86_64 ? new Struct(16, 4) : NATURAL);

    assertTrue(answer.contains("seen      [7, "), answer);
    assertTrue(answer.contains("nonsense from the second on"), answer);
  }

  private static String to(EventLayout mine) throws IOException {
    return Answers.to("03.layout", mine);
  }
}
