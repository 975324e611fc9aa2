package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The check of the exercise "who stops".
class WhoStopsCheckTest {
  private static final String TOLD =
      """
      a virtual thread calls Thread.sleep: itself
      a fiber calls Thread.sleep: thread
      a fiber yields in a comparator that C calls: refused
      a virtual thread sleeps in a comparator that C calls: thread
      a fiber yields inside synchronized: broken
      a virtual thread sleeps inside synchronized: itself
      a virtual thread computes for a second: thread
      a fiber waits for a FiberLock: itself
      """;

  @Test
  void eight_right_answers_pass() throws IOException {
    assertEquals("ok: 05c.who-stops, 8 of 8 as expected", head(to(TOLD)));
  }

  @Test
  void a_monitor_that_is_thought_to_pin_is_corrected() throws IOException {
    var answer =
        to(
            TOLD.replace(
                "sleeps inside synchronized: itself", "sleeps inside synchronized: thread"));

    assertEquals("not yet: 05c.who-stops, 1 of 8 differ", head(answer));
    assertTrue(answer.contains("since Java 24 a monitor belongs to the virtual thread"), answer);
  }

  @Test
  void what_is_not_chosen_and_what_there_is_not_are_told_apart() throws IOException {
    assertTrue(to(TOLD.replace("second: thread", "second: ?")).contains("not chosen yet"));
    assertTrue(to(TOLD.replace("second: thread", "second: all")).contains("no such answer"));
  }

  private static String head(String answer) {
    return answer.lines().findFirst().orElse("");
  }

  private static String to(String lines) throws IOException {
    WhoStops mine = () -> lines;
    return Answers.to("05c.who-stops", mine);
  }
}
