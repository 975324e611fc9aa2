package asynclab.notebook.checks;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/// Turns what JUnit reports into rows: one for each test, and one for whatever else goes wrong.
final class RowWriter implements TestExecutionListener {
  private final Trial trial;

  RowWriter(Trial trial) {
    this.trial = trial;
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    if (test.isTest()) trial.tries(test.getDisplayName());
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == Status.FAILED) {
      trial.failed(result.getThrowable().orElseGet(() -> new AssertionError("no reason given")));
    } else if (test.isTest() && result.getStatus() == Status.SUCCESSFUL) {
      trial.passed();
    }
  }
}
