package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InterruptsTest {
  @TempDir Path root;

  @Test
  void what_came_in_between_is_told_by_source_the_most_frequent_first() throws IOException {
    write(
        "interrupts",
        """
                   CPU0       CPU1
          24:          1          2  IO-APIC   5-edge      ttyS0
         LOC:        100        200  Local timer interrupts
         ERR:          0
        """);
    var before = Interrupts.under(root);
    write(
        "interrupts",
        """
                   CPU0       CPU1
          24:          1          3  IO-APIC   5-edge      ttyS0
         LOC:       1100        300  Local timer interrupts
         ERR:          0
        """);

    assertEquals(
        """
        interrupts  source, as the kernel calls it
        1,100  LOC: Local timer interrupts
        1  24: IO-APIC 5-edge ttyS0
        Counted by the kernel in /proc/interrupts.\
        """,
        Interrupts.under(root).since(before).text());
  }

  @Test
  void where_the_file_is_hidden_one_number_has_to_do_and_the_table_says_so() throws IOException {
    write("interrupts", "");
    write("stat", "cpu  1 2 3\nintr 500 3 0 7\nctxt 9\n");
    var before = Interrupts.under(root);
    write("stat", "cpu  1 2 3\nintr 542 4 0 7\nctxt 9\n");

    assertEquals(
        """
        interrupts  source, as the kernel calls it
        42  all interrupts together
        Counted by the kernel in /proc/stat: /proc/interrupts is hidden here, as in many containers.\
        """,
        Interrupts.under(root).since(before).text());
  }

  @Test
  void a_source_that_came_up_in_between_counts_from_nothing() throws IOException {
    write("interrupts", " LOC:  5  Local timer interrupts\n");
    var before = Interrupts.under(root);
    write("interrupts", " LOC:  5  Local timer interrupts\n 30:  2  a new device\n");

    assertTrue(Interrupts.under(root).since(before).text().contains("\n2  30: a new device\n"));
  }

  @Test
  void where_there_is_neither_file_it_is_an_error() {
    assertThrows(NoSuchFileException.class, () -> Interrupts.under(root));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "/proc is Linux's")
  void on_this_machine_there_are_some() throws IOException {
    var sum = Interrupts.now().counts().values().stream().mapToLong(Long::longValue).sum();

    assertTrue(sum > 0);
  }

  private void write(String file, String text) throws IOException {
    var path = root.resolve("proc").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
