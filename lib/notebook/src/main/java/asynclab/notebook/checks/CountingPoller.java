package asynclab.notebook.checks;

import asynclab.poll.Events;
import asynclab.poll.Poller;
import java.io.IOException;

/// A poller that counts its waits.
final class CountingPoller extends WaitWatcher {
  private int waits;

  CountingPoller(Poller real) {
    super(real);
  }

  /// How often somebody has waited since this was asked the last time.
  int waits() {
    var count = waits;
    waits = 0;
    return count;
  }

  @Override
  public void await(Events into, int timeoutMillis) throws IOException {
    waits++;
    real.await(into, timeoutMillis);
  }
}
