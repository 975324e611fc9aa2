package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTest {
  @AfterEach
  void back_to_what_everybody_has() {
    Unit.set(Duration.ofMillis(200));
  }

  @Test
  void a_unit_is_200_ms() {
    assertEquals(200, Unit.millis());
    assertEquals(Duration.ofMillis(600), Unit.times(3));
    assertEquals(Duration.ofMillis(100), Unit.times(0.5));
  }

  @Test
  void a_cell_may_change_it() {
    Unit.set(Duration.ofSeconds(1));

    assertEquals(1000, Unit.millis());
    assertEquals(4.9, Unit.of(4_870_000_000L));
  }

  @Test
  void a_length_in_units_has_one_decimal() {
    assertEquals(5.0, Unit.of(1_009_000_000));
    assertEquals(0.1, Unit.of(10_000_001));
    assertEquals(5, Unit.round(1_009_000_000));
  }

  @ParameterizedTest
  @CsvSource({"1s, 1000", "200ms, 200", "50, 50", "' 2 S ', 2000", "10, 10", "10s, 10000"})
  void a_unit_may_be_written_in_these_ways(String text, long millis) {
    assertEquals(Duration.ofMillis(millis), Unit.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "1m", "-5", "1.5s", "999999"})
  void anything_else_is_refused_with_the_ways_that_work(String text) {
    var refused = assertThrows(IllegalArgumentException.class, () -> Unit.parse(text));

    assertEquals(
        "\"%s\" is no time unit: write 1s, 200ms or 200 in asynclab.unit".formatted(text),
        refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10_001, -1})
  void a_unit_too_short_or_too_long_is_refused_and_changes_nothing(long millis) {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> Unit.set(Duration.ofMillis(millis)));

    assertTrue(refused.getMessage().contains("outside 10 ms to 10 s"), refused.getMessage());
    assertEquals(200, Unit.millis());
  }
}
