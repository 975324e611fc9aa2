package asynclab.notebook.checks;

import java.util.List;

/// Every exercise that can be checked, in reading order of the notebooks.
final class Exercises {
  static final List<Exercise<?>> ALL =
      List.of(
          OrderCheck.EXERCISE,
          TargetCheck.EXERCISE,
          DripCheck.EXERCISE,
          StopCheck.EXERCISE,
          FinishOnceCheck.EXERCISE,
          WakeCheck.EXERCISE,
          DrainCheck.EXERCISE,
          RemainingCheck.EXERCISE,
          StaleCheck.EXERCISE);

  private Exercises() {}
}
