package asynclab.notebook.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.notebook.Html;
import asynclab.notebook.logbook.Logbook;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/// Predict, then run.
class PredictTest {
  @Test
  void unanswered_it_shows_its_box_and_goes_on() {
    assertEquals(
        """
        Predict 04.closed
        We closed `r4` without taking it out of the queue. Does the queue go on to report
        it?
          [ ] a  yes, until `EPOLL_CTL_DEL`
          [ ] b  no
          [ ] c  it is an error to close it first
        Put your letter in place of the `?` and run this cell again; the cells below answer too.\
        """,
        Predict.of("04.closed", "?").text());
  }

  @Test
  void a_right_answer_says_why_it_is_right() {
    var text = Predict.of("04.units", "b").text();

    assertTrue(text.contains("[ ] a  15\n  [x] b  5\n"), text);
    assertTrue(text.contains("Right. A thread that sleeps needs no CPU"), text);
  }

  @Test
  void each_wrong_answer_has_its_own_reply() {
    var sum = Predict.of("04.units", "a").text();
    var mean = Predict.of("04.units", "c").text();

    assertTrue(sum.contains("Not so. 15 is the sum"), sum);
    assertTrue(mean.contains("Not so. 3 is the mean"), mean);
  }

  @ParameterizedTest
  @ValueSource(strings = {"B", " b ", "b\n"})
  void a_letter_is_a_letter_however_it_is_written(String answer) {
    assertEquals(Predict.of("04.units", "b").text(), Predict.of("04.units", answer).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"d", "5", "ab", "`"})
  void what_is_no_letter_of_the_question_is_said(String answer) {
    var text = Predict.of("04.units", answer).text();

    assertTrue(text.contains("[ ] b  5"), text);
    assertTrue(
        text.endsWith(
            "\"%s\" is none of the letters: write one of a, b, c, or \"?\" for not yet."
                .formatted(answer)),
        text);
  }

  @Test
  void nothing_at_all_gets_a_sentence() {
    assertTrue(Predict.of("04.units", null).text().contains("null is none of the letters"));
    assertTrue(Predict.of(null, "a").text().startsWith("There is no prediction null"));
  }

  @Test
  void an_unknown_name_lists_the_known_ones() {
    var text = Predict.of("04.unit", "a").text();

    assertTrue(text.startsWith("There is no prediction 04.unit: there are 00.three, "), text);
  }

  @Test
  void every_notebook_asks_three_times_or_more() {
    for (var notebook : Predict.notebooks()) {
      assertTrue(Predict.ids(notebook).size() >= 3, notebook);
    }
  }

  @Test
  void every_choice_of_every_question_gets_a_box_that_a_browser_can_read() throws Exception {
    var texts = new TreeSet<String>();
    var count = 0;
    for (var notebook : Predict.notebooks()) {
      for (var id : Predict.ids(notebook)) {
        for (var letter = 'a'; isChoice(id, letter); letter++, count++) {
          var box = Predict.of(id, String.valueOf(letter));
          assertEquals("div", rootElement(box.html()));
          assertFalse(box.html().contains("<script"), box.html());
          texts.add(box.text());
        }
      }
    }

    assertTrue(count >= 30, "choices: " + count);
    assertEquals(count, texts.size());
  }

  /// Parsing is a test in itself: it must be well-formed.
  private static String rootElement(String html) throws Exception {
    var builder = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
    var document = builder.parse(new InputSource(new StringReader(html)));
    return document.getDocumentElement().getNodeName();
  }

  private static boolean isChoice(String id, char letter) {
    return !Predict.of(id, String.valueOf(letter)).text().contains("none of the letters");
  }

  @Test
  void the_html_has_a_box_to_tick_and_says_the_same() {
    var open = Predict.of("04.units", "?").html();
    var wrong = Predict.of("04.units", "a").html();

    assertEquals(3, open.split("☐", -1).length - 1);
    assertTrue(wrong.contains("☑ <strong>a</strong> 15"), wrong);
    assertTrue(wrong.contains("<p><strong>Not so. </strong>15 is the sum"), wrong);
  }

  @Test
  void code_in_a_question_is_marked_as_code() {
    assertTrue(Predict.of("04.closed", "?").html().contains("closed <code>r4</code> without"));
  }

  @Test
  void an_answer_is_kept_and_a_look_is_not(@TempDir Path folder) throws IOException {
    var file = folder.resolve("progress.txt");
    var book = Optional.of(Logbook.at(file));

    Predict.of("04.units", "?", book);
    Predict.of("04.units", "z", book);
    assertFalse(Files.exists(file));
    Predict.of("04.units", "C", book);

    assertTrue(Files.readString(file).contains(" answered 04.units c\n"));
  }

  @Test
  void an_answer_that_cannot_be_kept_is_answered_all_the_same(@TempDir Path folder) {
    var nowhere = Optional.of(Logbook.at(folder.resolve("gone/progress.txt")));

    Html box = Predict.of("04.units", "b", nowhere);

    assertTrue(box.text().contains("Right. "), box.text());
    assertTrue(box.text().contains("progress.txt is as it was"), box.text());
  }
}
