package asynclab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellOutputTest {
  private final List<String> cell = new ArrayList<>();
  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

  @Test
  void a_line_reaches_its_cell_in_one_piece() {
    var out = printer(new CellOutput(cell::add, terminal));

    out.println("late");

    assertEquals(List.of("late\n"), cell);
  }

  @Test
  void text_without_a_line_end_is_not_kept_back() {
    var out = printer(new CellOutput(cell::add, terminal));

    out.print("half a line");

    assertEquals(List.of("half a line"), cell);
  }

  @Test
  void what_no_cell_takes_goes_to_the_terminal() {
    var out = printer(new CellOutput(text -> false, terminal));

    out.println("grüße");

    assertEquals("grüße\n", terminal.toString(StandardCharsets.UTF_8));
  }

  @Test
  void a_character_parted_between_two_writes_stays_whole() throws Exception {
    var out = new CellOutput(cell::add, terminal);

    for (var b : "aü€😀z".getBytes(StandardCharsets.UTF_8)) {
      out.write(b);
    }

    assertEquals(List.of("a", "ü", "€", "😀", "z"), cell);
  }

  @Test
  void a_very_long_line_of_wide_characters_arrives_whole() {
    var line = "aü€😀".repeat(5_000);

    printer(new CellOutput(cell::add, terminal)).println(line);

    assertEquals(line + "\n", String.join("", cell));
  }

  @Test
  void bytes_that_are_no_utf_8_are_not_kept_back_for_ever() {
    assertEquals(5, CellOutput.wholeCharacters(new byte[] {-128, -128, -128, -128, -128}));
  }

  private static PrintStream printer(CellOutput output) {
    return new PrintStream(output, true, StandardCharsets.UTF_8);
  }
}
