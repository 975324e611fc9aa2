package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The programs of the notebook about fibers that end their JVM: each does as the notebook says.
@Tag("slow")
@EnabledOnOs(value = OS.LINUX, disabledReason = "signals as Linux has them")
@EnabledIfSystemProperty(
    named = "os.arch",
    matches = "amd64",
    disabledReason = "the programs hold machine code for x86-64")
class StagesTest {
  private static final Pattern ENDS = Pattern.compile("its stack ends at 0x(\\w+)");
  private static final Pattern HIT = Pattern.compile("si_addr: 0x(\\w+)");
  private static final long PAGE = 4096;

  @Test
  void java_on_a_stack_of_ours_is_a_stack_overflow_and_the_end() throws Exception {
    var child = ChildJvm.with("-Xss256m").run(stage("java-on-our-stack"), "ours", "rests");

    assertEquals(134, child.exitCode(), child.text());
    assertTrue(child.output().contains("java.lang.StackOverflowError"), child.text());
    assertTrue(child.lastWord().startsWith("fatal error: Unrecoverable uncaught"), child.text());
    assertTrue(child.crash().getLast().endsWith(": outside"), child.text());
  }

  @Test
  void java_on_a_borrowed_stack_seems_to_work_while_nothing_is_collected() throws Exception {
    var child = ChildJvm.with("-Xss256m").run(stage("java-on-our-stack"), "borrowed", "rests");

    assertEquals("1000 turns given, the fiber has counted 1000", child.lastWord());
    assertEquals(0, child.exitCode());
  }

  @Test
  void a_collection_breaks_it_by_a_crash_or_by_a_wrong_answer() throws Exception {
    for (var collector : new String[] {"Serial", "Parallel", "G1"}) {
      var options = new String[] {"-XX:+Use" + collector + "GC", "-Xss256m"};

      var child = ChildJvm.with(options).run(stage("java-on-our-stack"), "borrowed", "collects");

      assertNotEquals(0, child.exitCode(), child.text());
    }
  }

  @Test
  void on_a_full_stack_the_kernel_has_no_room_for_a_signal_and_ends_it_without_a_word()
      throws Exception {
    var child = ChildJvm.run(stage("overflow"), "guarded");

    assertEquals("SIGSEGV, and no report", child.ending(), child.text());
  }

  @Test
  void with_a_stack_for_signals_the_report_says_that_the_guard_page_was_hit() throws Exception {
    var child = ChildJvm.run(stage("overflow"), "guarded", "told");

    assertEquals("SIGSEGV (0xb)", child.ending(), child.text());
    assertTrue(child.text().contains("SEGV_ACCERR"), child.text());
    var below = number(ENDS, child.output()) - number(HIT, child.text());
    assertTrue(below > 0 && below <= PAGE, child.text());
  }

  @Test
  void without_a_guard_page_an_overflow_goes_unnoticed() throws Exception {
    var child = ChildJvm.run(stage("overflow"), "bare");

    assertEquals(0, child.exitCode(), child.text());
    assertTrue(child.output().matches("(?s).*and 3\\d\\d\\d bytes below.*"), child.text());
  }

  private static long number(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    assertTrue(matcher.find(), text);
    return Long.parseUnsignedLong(matcher.group(1), 16);
  }

  /// The text that the stage file gives its variable.
  private static String stage(String name) throws IOException {
    var file = Files.readString(Path.of("../../notebooks/stages", name + ".java"));
    var quote = "\"\"\"";
    var block = file.substring(file.indexOf(quote) + 4, file.lastIndexOf(quote));
    return block.stripIndent().translateEscapes();
  }
}
