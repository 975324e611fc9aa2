package asynclab.notebook.checks;

import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poller;
import java.io.IOException;

/// A real poller that does something each time the learner's loop is about to sleep.
///
/// So a check makes things happen in the middle of a wait, in an order of its own, without a clock
/// and without a second thread.
final class SleepPoller implements Poller {
  /// What happens while the loop sleeps.
  @FunctionalInterface
  interface Sleep {
    void begins() throws IOException;
  }

  private final Poller real;
  private final Sleep sleep;

  SleepPoller(Sleep sleep) throws IOException {
    this.real = Poller.ofSystem();
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

  @Override
  public void add(int fd, long key, Interest interest) throws IOException {
    real.add(fd, key, interest);
  }

  @Override
  public void modify(int fd, long key, Interest interest) throws IOException {
    real.modify(fd, key, interest);
  }

  @Override
  public void delete(int fd) throws IOException {
    real.delete(fd);
  }

  @Override
  public void wakeup() {
    real.wakeup();
  }

  @Override
  public void close() throws IOException {
    real.close();
  }
}
