package asynclab.notebook.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.notebook.checks.Check;
import asynclab.notebook.logbook.Logbook;
import asynclab.notebook.predict.Predict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The table of what is done.
class ProgressTest {
  @TempDir Path folder;

  @Test
  void what_is_answered_and_solved_is_counted_for_each_notebook() {
    var book = Logbook.at(folder.resolve("progress.txt"));
    book.answered("04.units", "a");
    book.answered("04b.file", "c");
    book.solved("delay.drip");
    book.solved("04.wake");

    assertEquals(
        """
        notebook                          predictions answered  exercises solved  still to solve
        00-start                          0 of 3                0 of 1
        01-concurrency                    0 of 6                0 of 5
        02-models                         0 of 4                0 of 4
        03-syscalls-and-event-queues      0 of 5                0 of 5
        04-event-queue                    1 of 5                2 of 5            delay.target, delay.stop, 04.finish-once
        04b-edges-and-faults              1 of 4                0 of 3
        05-fibers                         0 of 4                0 of 2
        05b-fibers-in-java                0 of 3                0 of 3
        05c-virtual-threads               0 of 3                0 of 1
        06-futures                        0 of 3                0 of 4
        07-async-await                    0 of 4                0 of 4
        07b-stacks-and-colour             0 of 3                0 of 1
        08-runtimes                       0 of 3                0 of 3
        08b-many-executors                0 of 3                0 of 2
        09-pinning                        0 of 3                0 of 5
        10-your-own-runtime               0 of 3                0 of 4
        10b-the-ladder                    0 of 3                0 of 5
        12-backpressure                   0 of 3                0 of 1
        12b-cancellation                  0 of 3                0 of 2
        12c-bug-gallery                   0 of 5                0 of 8
        all                               2 of 73               2 of 68\
        """,
        Progress.of(Optional.of(book)).text());
  }

  @Test
  void every_exercise_belongs_to_a_notebook_that_asks_questions() {
    var listed = Predict.notebooks().stream().flatMap(name -> Check.ids(name).stream()).toList();

    assertEquals(Check.ids(), listed);
  }

  @Test
  void where_nothing_is_kept_it_says_so() {
    var text = Progress.of(Optional.empty()).text();

    assertTrue(text.contains("0 of 5"), text);
    assertTrue(text.endsWith("in your copy of the notebooks, the folder my/."), text);
  }

  @Test
  void a_damaged_line_is_named_below_the_table() throws IOException {
    var file = folder.resolve("progress.txt");
    Files.writeString(file, "2026-11-01 solved 04.wake\n<b>?\n");

    var progress = Progress.of(Optional.of(Logbook.at(file)));

    assertTrue(progress.text().contains("1 of 5"), progress.text());
    assertTrue(progress.text().endsWith("progress.txt, line 2 is ignored: <b>?"));
    assertTrue(progress.html().contains("ignored: &lt;b&gt;?"), progress.html());
  }

  @Test
  void what_there_is_no_more_does_not_count() throws IOException {
    var file = folder.resolve("progress.txt");
    Files.writeString(file, "2026-11-01 solved 04.gone\n");

    var text = Progress.of(Optional.of(Logbook.at(file))).text();

    assertFalse(text.contains("1 of"), text);
  }
}
