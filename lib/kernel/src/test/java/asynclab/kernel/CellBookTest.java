package asynclab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CellBookTest {
  private final Notebook notebook = new Notebook();

  @Test
  void a_frame_leads_back_to_its_cell_and_line_over_several_cells_and_statements() {
    notebook.run(
        """
        import java.util.*;

        int half(int n) {
          // a comment
          return n / 0;
        }
        """);

    var thrown =
        failure(
            """
            int a = 1; int b = 2;
            class Point {
              int go() {
                return half(a);
              }
            }
            new Point().go();
            """);

    assertEquals(
        List.of(
            "cell [1], 5: return n / 0;",
            "cell [2], 4: return half(a);",
            "cell [2], 7: new Point().go();"),
        lines(thrown));
  }

  @Test
  void two_statements_on_one_line_have_the_same_line() {
    var thrown = failure("int a = 0;\nint b = 1; int c = b / a;");

    assertEquals(List.of("cell [1], 2: int b = 1; int c = b / a;"), lines(thrown));
  }

  @Test
  void a_frame_of_anything_else_has_no_line() {
    var frame = new StackTraceElement("java.util.List", "of", "List.java", 3);

    assertEquals(Optional.empty(), notebook.book.lineOf(frame));
  }

  @Test
  void a_failed_cell_keeps_the_object_that_was_thrown() {
    notebook.run("class Mine extends RuntimeException { int code = 7; }");

    assertEquals("Mine", failure("throw new Mine();").getClass().getSimpleName());
  }

  private Throwable failure(String source) {
    return assertThrows(CellException.class, () -> notebook.run(source)).thrown();
  }

  private List<String> lines(Throwable thrown) {
    return Stream.of(thrown.getStackTrace())
        .flatMap(frame -> notebook.book.lineOf(frame).stream())
        .map(line -> line.cell() + ", " + line.number() + ": " + line.text())
        .toList();
  }
}
