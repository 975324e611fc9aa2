package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Time that a check's thread waits for a processor.
class RunDelayTest {
  @Test
  void the_time_waited_is_the_second_figure() {
    assertEquals(34, RunDelay.nanos("12 34 5\n"));
  }

  @Test
  void who_waited_for_a_processor_does_not_hang() {
    var minute = Duration.ofMinutes(1).toNanos();
    var waited = new AtomicLong(-minute);
    var trial = new Trial(new Object());
    trial.waitsForProcessors(waited::get);

    var aMinuteLater = trial.hangs();
    waited.set(0);
    var aMinuteOfWaiting = trial.hangs();

    assertTrue(aMinuteLater);
    assertFalse(aMinuteOfWaiting);
  }
}
