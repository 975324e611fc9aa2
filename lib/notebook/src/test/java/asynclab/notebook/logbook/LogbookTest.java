package asynclab.notebook.logbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.notebook.logbook.Entry.Deed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file of what a learner has done.
class LogbookTest {
  @TempDir Path folder;
  private Path file;
  private Logbook book;

  @BeforeEach
  void open() {
    file = folder.resolve("progress.txt");
    book = Logbook.at(file);
  }

  @Test
  void it_is_kept_in_the_learners_copy_and_nowhere_else() {
    assertTrue(Logbook.in(Path.of("/lab/my"), Map.of()).isPresent());
    assertTrue(Logbook.in(Path.of("/lab/notebooks"), Map.of()).isEmpty());
    assertTrue(Logbook.in(Path.of("/"), Map.of()).isEmpty());
  }

  @Test
  void a_file_that_is_named_is_taken_wherever_the_kernel_runs() throws IOException {
    var named = Map.of("ASYNCLAB_PROGRESS", file.toString());

    Logbook.in(Path.of("/lab/notebooks"), named).orElseThrow().solved("04.wake");

    assertEquals(List.of(LocalDate.now() + " solved 04.wake"), linesBelowTheFirst());
  }

  @Test
  void an_exercise_is_one_line_however_often_it_is_solved() throws IOException {
    book.solved("04.wake");
    book.solved("04.wake");

    assertEquals(List.of(LocalDate.now() + " solved 04.wake"), linesBelowTheFirst());
    assertTrue(Files.readAllLines(file).getFirst().contains("Deleting this file harms nothing"));
  }

  @Test
  void a_later_answer_takes_the_place_of_the_earlier_one() throws IOException {
    book.answered("04.units", "c");
    book.solved("04.wake");
    book.answered("04.units", "b");

    var today = LocalDate.now().toString();
    assertEquals(
        List.of(today + " answered 04.units b", today + " solved 04.wake"), linesBelowTheFirst());
  }

  @Test
  void the_day_is_the_one_on_which_it_was_first_done() throws IOException {
    Files.writeString(file, "2026-11-01 solved 04.wake\n");

    book.solved("04.wake");

    assertEquals("2026-11-01 solved 04.wake\n", Files.readString(file));
  }

  @Test
  void what_was_written_is_read() {
    book.solved("04.wake");
    book.answered("04.units", "b");

    var today = LocalDate.now();
    assertEquals(
        List.of(
            new Entry(today, Deed.SOLVED, "04.wake", ""),
            new Entry(today, Deed.ANSWERED, "04.units", "b")),
        book.read().entries());
    assertEquals(List.of(), book.read().faults());
  }

  @Test
  void a_line_that_is_not_ours_is_named_and_ignored_and_stays() throws IOException {
    Files.writeString(file, "2026-11-01 solved 04.wake\n2026-13-01 solved 04.wake\nhello\n");

    assertEquals(Optional.empty(), book.solved("04b.drain"));

    var page = book.read();
    assertEquals(List.of("04.wake", "04b.drain"), page.entries().stream().map(Entry::id).toList());
    assertEquals(
        List.of(
            "progress.txt, line 2 is ignored: 2026-13-01 solved 04.wake",
            "progress.txt, line 3 is ignored: hello"),
        page.faults());
  }

  @Test
  void a_file_that_is_not_there_is_an_empty_one() {
    assertEquals(new Logbook.Page(List.of(), List.of()), book.read());
  }

  @Test
  void a_file_that_is_not_text_is_named_and_left_as_it_is() throws IOException {
    byte[] bytes = {(byte) 0xff, (byte) 0xfe, 0};
    Files.write(file, bytes);

    var complaint = book.solved("04.wake").orElseThrow();

    assertTrue(complaint.startsWith("progress.txt is as it was (it is not text)"), complaint);
    assertEquals(3, Files.size(file));
    assertEquals(1, book.read().faults().size());
  }

  @Test
  void a_file_without_end_is_not_read_to_its_end() throws IOException {
    Files.writeString(file, "x\n".repeat(1001));

    assertTrue(book.read().faults().getFirst().contains("it is too long to be ours"));
    assertTrue(book.solved("04.wake").isPresent());
  }

  @Test
  void a_folder_that_cannot_be_written_gets_a_sentence() {
    var nowhere = Logbook.at(folder.resolve("gone").resolve("progress.txt"));

    var complaint = nowhere.solved("04.wake").orElseThrow();

    assertTrue(complaint.contains("NoSuchFileException"), complaint);
    assertTrue(complaint.endsWith("nothing else depends on it"), complaint);
  }

  @Test
  void the_file_is_replaced_whole_and_nothing_lies_beside_it() throws IOException {
    book.solved("04.wake");
    book.solved("04b.drain");

    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  private List<String> linesBelowTheFirst() throws IOException {
    return Files.readAllLines(file).stream().skip(1).toList();
  }
}
