package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The check of the exercise "decode".
class DecodeCheckTest {
  @Test
  void the_kernels_own_border_passes() throws IOException {
    var answer = to(register -> register >= -4095 && register < 0 ? (int) -register : 0);

    assertEquals("ok: 03.decode, 8 of 8 as expected", answer.lines().findFirst().orElse(""));
  }

  @Test
  void only_minus_one_is_named() throws IOException {
    var answer = to(register -> register == -1 ? 1 : 0);

    assertTrue(answer.startsWith("not yet: 03.decode, 2 of 8 differ"), answer);
    assertTrue(answer.contains("-1 is what libc makes of every error"), answer);
  }

  @Test
  void every_negative_number_is_named() throws IOException {
    var answer = to(register -> register < 0 ? (int) -register : 0);

    assertTrue(answer.startsWith("not yet: 03.decode, 1 of 8 differ"), answer);
    assertTrue(answer.contains("not every negative number is an error"), answer);
  }

  @Test
  void half_of_the_register_is_named() throws IOException {
    var answer = to(register -> (int) register < 0 && register != -4096 ? -(int) register : 0);

    assertTrue(answer.contains("look at all 64 bits"), answer);
  }

  private static String to(Decoder mine) throws IOException {
    return Answers.to("03.decode", mine);
  }
}
