package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The check `05.layout`, on right words and on known wrong ones; it runs each in a child JVM.
@EnabledOnOs(value = OS.LINUX, disabledReason = "exit codes of a child JVM as Linux has them")
@EnabledIfSystemProperty(
    named = "os.arch",
    matches = "amd64",
    disabledReason = "the words are run by machine code for x86-64")
class FirstStackCheckTest {
  private static final String RAN = "f has run to its end, and guard has given the slot back";
  private static final String DIED = "the child died: SIGSEGV (0xb)";

  private static String answer(int f, int skip, int guard, int rsp) throws IOException {
    FirstStack mine = () -> new FirstStack.Layout(f, skip, guard, rsp);
    return Answers.to("05.layout", mine);
  }

  @ParameterizedTest
  @CsvSource({"-32, -24, -16, -32", "-48, -40, -32, -48"})
  void three_words_that_ret_finds_in_turn_pass_wherever_they_are_aligned(
      int f, int skip, int guard, int rsp) throws IOException {
    var answer = answer(f, skip, guard, rsp);

    assertTrue(answer.startsWith("ok: 05.layout, 4 of 4 as expected"), answer);
    assertTrue(answer.contains("in a JVM of its own: " + RAN), answer);
  }

  @Test
  void a_misaligned_function_dies_at_its_first_aligned_store() throws IOException {
    var highest = answer(-24, -16, -8, -24);
    var low = answer(-40, -32, -24, -40);

    assertTrue(highest.contains("guard in the highest word begins at T itself"), highest);
    assertTrue(low.contains("guard begins one word too low or too high"), low);
    assertTrue(highest.contains(DIED) && low.contains(DIED), highest + low);
  }

  @Test
  void a_stack_pointer_one_word_too_high_skips_f() throws IOException {
    var answer = answer(-32, -24, -16, -24);

    assertTrue(answer.contains("it skips f, which never runs"), answer);
    assertTrue(answer.contains("f has never run, and guard has given the slot back"), answer);
  }

  @Test
  void words_in_the_wrong_order_are_told_from_a_wrong_pointer() throws IOException {
    var answer = answer(-16, -24, -32, -32);

    assertTrue(answer.contains("f and guard have changed places"), answer);
  }

  @Test
  void what_is_no_word_of_the_stack_is_not_run() throws IOException {
    var answer = answer(0, 8, 16, 3);

    assertTrue(answer.contains("not run: 0 is no word below T"), answer);
  }

  @Test
  void words_that_cannot_be_had_are_the_learners_error_and_nothing_is_run() throws IOException {
    FirstStack mine =
        () -> {
          throw new IllegalStateException("not yet");
        };

    var answer = Answers.to("05.layout", mine);

    assertEquals("not yet: 05.layout, 3 of 3 differ", answer.lines().findFirst().orElse(""));
  }
}
