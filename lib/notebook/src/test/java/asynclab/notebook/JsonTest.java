package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import asynclab.notebook.markup.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void values_are_written_as_they_are() {
    assertEquals(
        "{\"a\":[1,-2,0.5,12,true,\"x\"],\"b\":{},\"c\":[]}",
        Json.of(
            new java.util.TreeMap<>(
                Map.of(
                    "a", List.of(1, -2L, 0.5, 12.0, true, "x"), "b", Map.of(), "c", List.of()))));
  }

  @Test
  void nothing_in_a_text_can_end_a_script_or_a_line() {
    assertEquals(
        "\"\\u003c/script\\u003e]]\\u003e \\u0026 \\\"\\\\ \\n \\u0000\\u2028\\ud83d\\ude00 é→\"",
        Json.of("</script>]]> & \"\\ \n \u0000\u2028\ud83d\ude00 é→"));
  }

  @Test
  void what_json_cannot_say_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Json.of(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Json.of(new Object()));
  }
}
