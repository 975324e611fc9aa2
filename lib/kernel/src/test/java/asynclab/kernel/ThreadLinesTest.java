package asynclab.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ThreadLinesTest {
  @Test
  void a_character_is_not_parted() {
    assertEquals(1, ThreadLines.wholeCharacters(bytes("aü", 2)));
    assertEquals(0, ThreadLines.wholeCharacters(bytes("€", 2)));
    assertEquals(0, ThreadLines.wholeCharacters(bytes("😀", 3)));
    assertEquals(4, ThreadLines.wholeCharacters(bytes("😀", 4)));
  }

  @Test
  void bytes_that_are_no_utf_8_are_not_kept_back_for_ever() {
    assertEquals(5, ThreadLines.wholeCharacters(new byte[] {-128, -128, -128, -128, -128}));
  }

  private static byte[] bytes(String text, int length) {
    return java.util.Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), length);
  }
}
