package asynclab.notebook.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import asynclab.notebook.predict.Question.Choice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How questions are written, and how a mistake in that is named.
class QuestionFileTest {
  private static final String GOOD =
      """
      # about time
      [04.units]
      How long?
      Say it in units.
      - 15
        the sum
      + 5
        the longest
        decides
      """;

  @Test
  void a_question_has_its_lines_its_choices_and_their_replies() {
    var questions = QuestionFile.parse("04-event-queue", GOOD);

    assertEquals(
        List.of(
            new Question(
                "04.units",
                "How long?\nSay it in units.",
                List.of(
                    new Choice("15", false, "the sum"),
                    new Choice("5", true, "the longest\ndecides")))),
        questions);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[04.units]       | How often?     | 2 | a question begins with its name, as in [04.units]",
        "[04.units]       | [04b.units]    | 2 | 04b.units belongs to another notebook",
        "[04.units]       | [04 units]     | 2 | a question begins with its name",
        "'How long?\nSay it in units.' | ' ' | 4 | the choices of 04.units come after the question",
        "- 15             | 15             | 6 | a reply needs a choice above it",
        "- 15             | -15            | 5 | this is no name, [04.units], and no choice, - 15",
        "'  the sum'      | the sum        | 6 | a reply is indented by two blanks",
        "'  the sum'      | ' the sum'     | 6 | a reply is indented by two blanks",
        "'  the sum'      | ' '            | 7 | nothing is said to the choice above",
        "- 15             | + 15           | 9 | 04.units has 2 right choices (+), not one",
        "+ 5              | - 5            | 9 | 04.units has 0 right choices (+), not one",
        "- 15             | - 5            | 9 | two choices of 04.units are the same",
        "'  the sum'      | '  the longest\n  decides' | 10 | two replies of 04.units are the same",
      })
  void a_mistake_is_named_with_its_line(String right, String wrong, int line, String sentence) {
    var content = GOOD.replace(right, wrong);

    var fault =
        assertThrows(
            IllegalArgumentException.class, () -> QuestionFile.parse("04-event-queue", content));

    var start = "04-event-queue.txt, line " + line + ": " + sentence;
    assertEquals(start, fault.getMessage().substring(0, start.length()));
  }

  @Test
  void a_name_is_given_once() {
    var fault =
        assertThrows(
            IllegalArgumentException.class,
            () -> QuestionFile.parse("04-event-queue", GOOD + GOOD));

    assertEquals(
        "04-event-queue.txt, line 11: there are two questions 04.units", fault.getMessage());
  }

  @Test
  void one_choice_is_no_choice() {
    var content = GOOD.substring(0, GOOD.indexOf("+ 5"));

    var fault =
        assertThrows(
            IllegalArgumentException.class, () -> QuestionFile.parse("04-event-queue", content));

    assertEquals(
        "04-event-queue.txt, line 6: 04.units has 1 choices, not 2 to 6", fault.getMessage());
  }
}
