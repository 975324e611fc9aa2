package asynclab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.junit.jupiter.api.Test;

class CellOutputTest {
  private final Notebook notebook = new Notebook();
  private final Cell cell = notebook.cell("");
  private final CellOutput output = cell.output();

  @Test
  void pieces_of_one_stream_are_one_message() {
    output.print(StreamType.OUT, "a\n", 1);
    output.print(StreamType.OUT, "b\n", 2);

    assertEquals(List.of("1: a\nb\n"), sent());
  }

  @Test
  void the_line_of_one_thread_is_not_put_at_the_end_of_anothers_half_one() {
    output.print(StreamType.OUT, "half", 1);
    output.print(StreamType.OUT, "whole\n", 2);

    assertEquals(List.of("1: half\nwhole\n"), sent());
  }

  @Test
  void a_thread_ends_its_own_half_line() {
    output.print(StreamType.OUT, "half", 1);
    output.print(StreamType.OUT, " and half\n", 1);

    assertEquals(List.of("1: half and half\n"), sent());
  }

  @Test
  void dots_of_several_threads_stand_side_by_side() {
    output.print(StreamType.OUT, ".", 1);
    output.print(StreamType.OUT, ".", 2);

    assertEquals(List.of("1: .."), sent());
  }

  @Test
  void a_cell_shows_as_much_as_its_bound_and_one_notice() {
    for (var i = 0; i < CellOutput.MAX_LINES + 10; i++) {
      output.print(StreamType.OUT, "line\n", 1);
    }

    var sent = sent();

    var text = String.join("", sent.stream().map(each -> each.substring(3)).toList());
    assertEquals("line\n".repeat(CellOutput.MAX_LINES) + "PublishDisplayData", text);
  }

  @Test
  void a_huge_line_is_cut_too() {
    output.print(StreamType.OUT, "x".repeat(3_000_000) + "\n", 1);

    var shown = "x".repeat(CellOutput.MAX_CHARACTERS);
    assertEquals(List.of("1: " + shown + "PublishDisplayData"), sent());
  }

  /// The carrier may have sent a part of it already.
  private List<String> sent() {
    output.send();
    synchronized (notebook) {
      return List.of(String.join("", notebook.published).replace("1: ", "")).stream()
          .map(text -> "1: " + text)
          .toList();
    }
  }
}
