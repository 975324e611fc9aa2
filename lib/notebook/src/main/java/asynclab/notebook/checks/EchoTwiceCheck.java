package asynclab.notebook.checks;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `03.echo-twice`: two scripted kernels, of which one fills its buffers late.
@Examination
final class EchoTwiceCheck {
  static final Exercise<EchoTwice> EXERCISE =
      new Exercise<>(
          "03.echo-twice",
          EchoTwice.class,
          "class Mine implements EchoTwice { … }",
          EchoTwiceCheck.class);

  private static final String EVERYTHING = "0 got \"one two\", 1 got \"ONE TWO\"";

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("these kernels answer at once: the wait is in your own code");
  }

  @Test
  @Order(1)
  @DisplayName("by readiness")
  void readiness(EchoTwice mine, Trial trial) throws Exception {
    var kernel = new ReadinessScript();
    trial.expect(
        EVERYTHING,
        () -> kernel.said(() -> mine.byReadiness(kernel)),
        seen ->
            seen.contains("found nothing")
                ? "reads before it is told: await() sleeps, a read that finds nothing does not"
                : "read what await() names, write what was read, until it answers -1");
  }

  @Test
  @Order(2)
  @DisplayName("by completion")
  void completion(EchoTwice mine, Trial trial) throws Exception {
    var kernel = new CompletionScript();
    trial.expect(
        EVERYTHING, () -> kernel.said(() -> mine.byCompletion(kernel)), seen -> kernel.mistake());
  }
}
