package asynclab.notebook.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.notebook.logbook.Entry;
import asynclab.notebook.logbook.Logbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Predictions that come back after days, which a clock of the test counts.
class ReviewTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);

  @TempDir Path folder;
  private final Calendar calendar = new Calendar();
  private Path file;
  private Optional<Logbook> book = Optional.empty();

  /// Noon of a day that the test chooses.
  private static final class Calendar extends Clock {
    private LocalDate day = FIRST;

    @Override
    public Instant instant() {
      return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void open() {
    file = folder.resolve("progress.txt");
    book = Optional.of(Logbook.at(file, calendar));
  }

  private void day(int day) {
    calendar.day = FIRST.withDayOfMonth(day);
  }

  private void answer(String id, String letter) {
    Predict.of(id, letter, book);
  }

  private String deal() {
    return Review.here(book).text();
  }

  private String review(String answer) {
    return Review.of(book, calendar.day.toString(), answer).text();
  }

  @Test
  void a_right_answer_comes_back_after_two_days_and_a_wrong_one_after_one() {
    answer("04.units", "b");
    answer("04.closed", "a");

    assertTrue(deal().startsWith("Nothing is due today. 2 of"), deal());
    day(2);
    assertTrue(deal().endsWith("Review.of(\"2026-11-02\", \"04.closed ?\")"), deal());
    day(3);
    assertTrue(deal().contains("\"04.closed ?\", \"04.units ?\")"), deal());
  }

  @Test
  void what_was_wrong_at_first_and_put_right_at_once_still_comes_back_soon() throws IOException {
    answer("04.units", "a");
    answer("04.units", "b");

    assertEquals(
        List.of("2026-11-01 answered 04.units b", "2026-11-01 reviewed 04.units 1"),
        Files.readAllLines(file).subList(1, 3));
  }

  @Test
  void three_are_dealt_and_the_rest_is_counted() {
    for (var id : Predict.ids("04-event-queue")) answer(id, "a");
    day(20);

    assertTrue(deal().startsWith("Due today: 5 of your 5 questions."), deal());
    assertEquals(3, deal().split("which you answered in chapter 04", -1).length - 1);
  }

  @Test
  void a_question_that_comes_back_does_not_give_its_answer_away() {
    answer("04.units", "b");
    day(5);

    assertFalse(deal().contains("[x]"), deal());
    assertFalse(deal().contains("Right"), deal());
  }

  @ParameterizedTest
  @CsvSource({"1, 2, 2026-11-22", "2, 3, 2026-11-24", "4, 5, 2026-12-06", "5, 5, 2026-12-06"})
  void a_right_answer_moves_one_box_up_as_far_as_there_are_boxes(
      String from, String to, String back) throws IOException {
    Files.writeString(
        file, "2026-10-01 answered 04.units b\n2026-10-01 reviewed 04.units " + from + "\n");
    day(20);

    var text = review("04.units b");

    assertTrue(text.contains("It comes back on %s (box %s of 5).".formatted(back, to)), text);
    assertTrue(Files.readString(file).contains("2026-11-20 reviewed 04.units " + to));
  }

  @Test
  void a_wrong_answer_goes_back_to_the_first_box() throws IOException {
    Files.writeString(file, "2026-10-01 answered 04.units b\n2026-10-01 reviewed 04.units 4\n");
    day(20);

    var text = review("04.units a");

    assertTrue(text.contains("Not so. 15 is the sum"), text);
    assertTrue(text.contains("It comes back on 2026-11-21 (box 1 of 5)."), text);
  }

  @Test
  void an_answer_counts_once_however_often_and_late_its_cell_is_run() throws IOException {
    answer("04.units", "b");
    day(5);
    review("04.units a");
    var kept = Files.readString(file);

    review("04.units b"); // put right when the reply was read
    day(25);
    Review.of(book, "2026-11-05", "04.units b");

    assertEquals(kept, Files.readString(file));
  }

  @Test
  void what_was_never_predicted_is_shown_and_not_counted() {
    var text = review("04.units b");

    assertTrue(text.contains("Right. "), text);
    assertEquals(List.<Entry>of(), book.orElseThrow().read().entries());
  }

  @Test
  void what_makes_no_sense_gets_a_sentence() {
    answer("04.units", "b");

    assertTrue(review("04.nothing b").contains("There is no prediction 04.nothing"));
    assertTrue(review("04.units z").contains("\"z\" is none of the letters"));
    assertTrue(review("04.units").contains("[ ] a"));
    for (var day : new String[] {"2026-11-02", "soon", null}) {
      assertTrue(Review.of(book, day, "04.units b").text().startsWith("Begin anew with `Review"));
    }
  }

  @Test
  void where_nothing_is_kept_or_answered_it_says_so() {
    assertTrue(Review.here(Optional.empty()).text().startsWith("Nothing is kept here"));
    assertTrue(Review.of(Optional.empty(), "2026-11-01").text().startsWith("Nothing is kept here"));
    assertTrue(deal().startsWith("Nothing is due: the deck is made of the predictions"), deal());
  }
}
