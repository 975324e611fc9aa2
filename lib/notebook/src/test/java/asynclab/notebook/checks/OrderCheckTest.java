package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The check of the first exercise, which compares a guess with a real run.
@EnabledOnOs(value = OS.LINUX, disabledReason = "its chapter is about Linux's epoll")
class OrderCheckTest {
  @Test
  void the_order_of_the_delays_passes() throws IOException {
    var answer = to("R2", "R0", "R1");

    assertEquals("ok: 00.order, 1 of 1 as expected", answer.lines().findFirst().orElse(""));
  }

  @Test
  void each_wrong_idea_is_named() throws IOException {
    assertTrue(to("R0", "R1", "R2").contains("that is the order of asking"));
    assertTrue(to("R1", "R0", "R2").contains("that is the longest first"));
    assertTrue(to("R2", "R1", "R0").contains("when its own delay is over"));
  }

  private static String to(String... order) throws IOException {
    Guess guess = () -> List.of(order);
    return Answers.to("00.order", guess);
  }
}
