package asynclab.notebook.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.notebook.checks.Check;
import asynclab.notebook.logbook.Entry;
import asynclab.notebook.logbook.Entry.Deed;
import asynclab.notebook.logbook.Logbook;
import asynclab.notebook.predict.Predict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Progress as a text that travels.
class ProgressTextTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 1);
  private static final List<Entry> SOME =
      List.of(
          new Entry(DAY, Deed.ANSWERED, "04.units", "b"),
          new Entry(DAY.plusDays(1), Deed.SOLVED, "04.wake", ""),
          new Entry(DAY, Deed.ANSWERED, "04.closed", "c"),
          new Entry(DAY, Deed.REVIEWED, "04.closed", "1"));

  @TempDir Path folder;

  private Optional<Logbook> book(String name, String... lines) throws IOException {
    var file = folder.resolve(name);
    Files.write(file, List.of(lines));
    return Optional.of(Logbook.at(file));
  }

  @Test
  void what_is_written_is_read() throws ProgressText.Garbled {
    assertEquals(Set.copyOf(SOME), Set.copyOf(ProgressText.read(ProgressText.of(SOME)).entries()));
  }

  @Test
  void everything_done_over_a_month_fits_into_a_few_hundred_characters()
      throws ProgressText.Garbled {
    var all = new ArrayList<Entry>();
    for (var id : Check.ids()) all.add(new Entry(day(all), Deed.SOLVED, id, ""));
    for (var notebook : Predict.notebooks()) {
      for (var id : Predict.ids(notebook)) {
        var day = day(all);
        all.add(new Entry(day, Deed.ANSWERED, id, "c"));
        all.add(new Entry(day, Deed.REVIEWED, id, "5"));
      }
    }

    var text = ProgressText.of(all);

    assertTrue(text.length() < 900, () -> "it has " + text.length());
    assertEquals(Set.copyOf(all), Set.copyOf(ProgressText.read(text).entries()));
  }

  private static LocalDate day(List<Entry> all) {
    return DAY.plusDays(all.size() / 7);
  }

  @Test
  void no_two_names_have_the_same_number() {
    var names = new ArrayList<>(Check.ids());
    Predict.notebooks().forEach(notebook -> names.addAll(Predict.ids(notebook)));
    var found = new HashMap<Short, String>();

    for (var name : names) {
      var other = found.put(ProgressText.number(name), name);
      assertEquals(null, other, () -> "give one of them another name: " + name + ", " + other);
    }
  }

  @Test
  void a_mail_may_break_and_quote_it() throws ProgressText.Garbled {
    var text = ProgressText.of(SOME);
    var mail = "Here is mine:\n> " + text.substring(0, 20) + "\n>  " + text.substring(20) + "\nBye";

    assertEquals(SOME.size(), ProgressText.read(mail).entries().size());
  }

  @ParameterizedTest
  @CsvSource({
    "nothing of ours,         this is no progress of the lab: such a text begins with asynclab1-",
    "<start>,                 the end of this text is missing: 10 of",
    "<without the checksum>,  the end of this text is missing: ",
    "<a letter changed>,      a character of this text is not what it was",
    "<two letters swapped>,   a character of this text is not what it was",
    "<a letter more>,         this text has 1 characters too many",
    "<a foreign letter>,      'no such text holds a “ä”, and this one does, after 3 characters'",
    "<a later format>,        this text has format 2 and this lab reads format 1",
  })
  void a_garbled_text_is_refused_and_its_fault_named(String how, String fault) throws IOException {
    var text = ProgressText.of(SOME);
    var begin = text.indexOf('-', 10) + 1;
    var garbled =
        switch (how) {
          case "<start>" -> text.substring(0, begin + 10);
          case "<without the checksum>" -> text.substring(0, text.lastIndexOf('-'));
          case "<a letter changed>" -> with(text, begin + 3, other(text.charAt(begin + 3)));
          case "<two letters swapped>" ->
              with(with(text, begin, text.charAt(begin + 1)), begin + 1, text.charAt(begin));
          case "<a letter more>" -> text.substring(0, begin) + "A" + text.substring(begin);
          case "<a foreign letter>" -> with(text, begin + 3, 'ä');
          case "<a later format>" -> with(text, 8, '2');
          default -> how;
        };
    var book = book("mine.txt", "2026-11-01 solved 04.wake");

    var said = Progress.importFrom(garbled, book).text();

    assertTrue(said.startsWith("Nothing was brought in: " + fault), said);
    assertEquals(1, book.orElseThrow().read().entries().size());
  }

  private static String with(String text, int at, char letter) {
    return text.substring(0, at) + letter + text.substring(at + 1);
  }

  private static char other(char letter) {
    return letter == 'A' ? 'B' : 'A';
  }

  @Test
  void of_two_answers_the_later_stays_and_nothing_that_is_here_is_lost() throws IOException {
    var mine =
        book(
            "mine.txt",
            "2026-11-05 answered 04.units a",
            "2026-11-01 answered 04.closed c",
            "2026-11-01 reviewed 04.closed 4",
            "not ours",
            "2026-11-09 solved 04b.drain");
    var theirs =
        book(
            "theirs.txt",
            "2026-11-03 answered 04.units b",
            "2026-11-01 answered 04.closed c",
            "2026-11-07 reviewed 04.closed 1",
            "2026-11-02 solved 04.wake",
            "2026-11-02 solved 04b.drain");

    var said = Progress.importFrom(Progress.export(theirs), mine).text();

    assertEquals(
        List.of(
            "2026-11-05 answered 04.units a",
            "2026-11-01 answered 04.closed c",
            "2026-11-07 reviewed 04.closed 1",
            "not ours",
            "2026-11-09 solved 04b.drain",
            "2026-11-02 solved 04.wake"),
        Files.readAllLines(folder.resolve("mine.txt")));
    assertTrue(said.startsWith("The text says 5 things; 2 of them are new here."), said);
  }

  @Test
  void to_bring_in_the_same_again_changes_nothing() throws IOException {
    var mine = book("mine.txt", "2026-11-05 answered 04.units a", "2026-11-02 solved 04.wake");
    var before = Files.readString(folder.resolve("mine.txt"));

    var said = Progress.importFrom(Progress.export(mine), mine).text();

    assertEquals(before, Files.readString(folder.resolve("mine.txt")));
    assertTrue(said.contains("0 of them are new here"), said);
  }

  @Test
  void a_name_of_another_version_is_counted_and_left_out() throws ProgressText.Garbled {
    var text = ProgressText.of(List.of(new Entry(DAY, Deed.SOLVED, "99.from-the-future", "")));

    assertEquals(new ProgressText.Read(List.of(), 1), ProgressText.read(text));
  }

  @Test
  void nothing_at_all_is_no_progress() {
    assertThrows(ProgressText.Garbled.class, () -> ProgressText.read(""));
    assertTrue(Progress.importFrom(null, Optional.empty()).text().startsWith("Nothing is kept"));
  }

  @Test
  void a_teacher_sees_where_each_is_and_what_many_have_not_solved() {
    var school =
        School.of(
            List.of(
                new School.Learner("ada", SOME, ""),
                new School.Learner(
                    "grace", List.of(new Entry(DAY, Deed.SOLVED, "04b.drain", "")), ""),
                new School.Learner("linus", List.of(), "the end of this text is missing")));

    assertEquals(
        """
        who                   last day    answered  solved  is at, and has not solved there
        ada                   2026-11-02         2       1  04-event-queue  delay.target delay.drip delay.stop 04.finish-once
        grace                 2026-11-01         0       1  04b-edges-and-faults  04b.remaining 04b.stale
        linus                 the end of this text is missing

        Not solved by those who were in the chapter:
          delay.target             1 of 1
          delay.drip               1 of 1
          delay.stop               1 of 1
          04.finish-once           1 of 1
          04b.remaining            1 of 1
          04b.stale                1 of 1\
        """,
        school.text());
  }
}
