package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.notebook.logbook.Logbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Hints one at a time, and a solution for whoever asks or has one.
class HelpTest {
  private static final String ID = "00.order";
  private static final Exercise<?> EXERCISE = OrderCheck.EXERCISE;
  private static final Guess WRONG = () -> List.of("R0");
  private static final Guess RIGHT = () -> List.of("R2", "R0", "R1");

  @TempDir Path folder;
  private Help help;

  @BeforeEach
  void open() throws IOException {
    Files.writeString(folder.resolve(ID + ".md"), "1. one\n2. two `x`\n   more\n3. three\n");
    Files.writeString(folder.resolve(ID + ".java"), "Guess mine = <right>;\n");
    help = new Help(new Solutions(folder));
  }

  @Test
  void each_call_gives_one_hint_more_and_says_which_of_three() {
    assertEquals(
        """
        00.order, hint 1 of 3
          1. one
        Run the cell again for a stronger one.\
        """,
        help.hint(ID).text());
    assertEquals(
        """
        00.order, hint 2 of 3
          1. one
          2. two `x` more
        Run the cell again for a stronger one.\
        """,
        help.hint(ID).text());
  }

  @Test
  void after_the_third_hint_comes_the_solution_and_no_fourth() {
    for (var i = 0; i < 3; i++) help.hint(ID);

    var fourth = help.hint(ID).text();

    assertTrue(fourth.startsWith("00.order, hint 3 of 3"), fourth);
    assertTrue(
        fourth.endsWith("`Check.solution(\"00.order\")` shows one way to solve it."), fourth);
  }

  @Test
  void a_hint_in_html_is_a_list_with_its_code_marked() {
    help.hint(ID);

    var html = help.hint(ID).html();

    assertTrue(html.contains("<li>one</li><li>two <code>x</code> more</li>"), html);
  }

  @Test
  void the_solution_is_shown_to_whoever_asks() {
    assertEquals("00.order, one way to solve it\nGuess mine = <right>;", help.solution(ID).text());
    assertTrue(help.solution(ID).html().contains("<code>Guess mine = &lt;right&gt;;</code>"));
  }

  @Test
  void where_the_files_are_not_a_sentence_says_where_they_are() {
    var elsewhere = new Help(new Solutions(folder.resolve("gone")));

    var hint = elsewhere.hint(ID).text();

    assertTrue(hint.startsWith("There is no hint here: `00.order.md` is not in"), hint);
    assertTrue(hint.endsWith("Open the notebook in `my/`, where `lab` puts both."), hint);
    assertTrue(elsewhere.solution(ID).text().contains("`00.order.java` is not in"), hint);
  }

  @Test
  void an_unknown_exercise_gets_a_sentence_with_the_known_ones() {
    assertTrue(Check.hint("04.sleep").text().contains("there are 00.order, "));
    assertTrue(Check.solution("../../etc").text().startsWith("There is no exercise ../../etc"));
    assertTrue(Check.hint(null).text().startsWith("There is no exercise null"));
  }

  @Test
  void after_success_a_solution_can_be_unfolded() throws IOException {
    var result = Check.of(EXERCISE, RIGHT, help, Optional.empty());

    assertTrue(result.ok(), result.text());
    assertTrue(result.text().endsWith("one way to solve it: Check.solution(\"00.order\")"));
    assertTrue(
        result
            .html()
            .contains(
                "<details><summary>One way to solve it</summary><pre><code>Guess mine = &lt;right"),
        result.html());
  }

  @Test
  void before_that_hints_are_offered_and_the_solution_is_not() {
    var result = Check.of(EXERCISE, WRONG, help, Optional.empty());

    assertTrue(
        result.text().endsWith("Stuck? `Check.hint(\"00.order\")` gives a hint; there are three."));
    assertFalse(result.html().contains("One way to solve it"), result.html());
  }

  @Test
  void a_solved_exercise_is_kept_and_a_wrong_try_is_not() throws IOException {
    var file = folder.resolve("progress.txt");
    var book = Optional.of(Logbook.at(file));

    Check.of(EXERCISE, WRONG, help, book);
    assertFalse(Files.exists(file));
    Check.of(EXERCISE, RIGHT, help, book);

    assertTrue(Files.readString(file).endsWith(" solved 00.order\n"));
  }

  @Test
  void a_solved_exercise_that_cannot_be_kept_is_solved_all_the_same() {
    var nowhere = Optional.of(Logbook.at(folder.resolve("gone/progress.txt")));

    var result = Check.of(EXERCISE, RIGHT, help, nowhere);

    assertTrue(result.ok());
    assertTrue(result.text().contains("progress.txt is as it was"), result.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3. three | 4. three | line 4: hints are a list, 1. to 3.",
        "3. three | three    | line 4: hints are a list, 1. to 3.",
        "1. one   | '  one'  | line 1: hints are a list, 1. to 3.",
        "3. three | ''       | has 2 hints, not 3",
      })
  void a_mistake_in_a_file_of_hints_is_named(String right, String wrong, String sentence)
      throws IOException {
    var file = folder.resolve(ID + ".md");
    Files.writeString(file, Files.readString(file).replace(right, wrong));

    var text = help.hint(ID).text();

    assertTrue(text.startsWith("The file cannot be used: 00.order.md"), text);
    assertTrue(text.contains(sentence), text);
  }
}
