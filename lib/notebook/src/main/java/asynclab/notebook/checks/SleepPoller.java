package asynclab.notebook.checks;

import asynclab.poll.Events;
import asynclab.poll.Poller;
import java.io.IOException;

/// A real poller that does something each time the learner's loop is about to sleep.
///
/// So a check makes things happen in the middle of a wait, in an order of its own, without a clock
/// and without a second thread.
final class SleepPoller extends WaitWatcher {
  /// What happens while the loop sleeps.
  @FunctionalInterface
  interface Sleep {
    void begins() throws IOException;
  }

  private final Sleep sleep;

  SleepPoller(Sleep sleep) throws IOException {
    super(Poller.ofSystem());
    this.sleep = sleep;
  }

  @Override
  public void await(Events into, int timeoutMillis) throws IOException {
    real.await(into, 0);
    if (!into.isEmpty() || timeoutMillis == 0) {
      return;
    }
    sleep.begins();
    real.await(into, timeoutMillis);
  }
}
