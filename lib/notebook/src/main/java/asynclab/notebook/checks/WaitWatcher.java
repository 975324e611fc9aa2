package asynclab.notebook.checks;

import asynclab.poll.Interest;
import asynclab.poll.Poller;
import java.io.IOException;

/// A poller of which a check sees, or changes, only how it waits.
abstract class WaitWatcher implements Poller {
  final Poller real;

  WaitWatcher(Poller real) {
    this.real = real;
  }

  @Override
  public final void add(int fd, long key, Interest interest) throws IOException {
    real.add(fd, key, interest);
  }

  @Override
  public final void modify(int fd, long key, Interest interest) throws IOException {
    real.modify(fd, key, interest);
  }

  @Override
  public final void delete(int fd) throws IOException {
    real.delete(fd);
  }

  @Override
  public final void wakeup() {
    real.wakeup();
  }

  @Override
  public final void close() throws IOException {
    real.close();
  }
}
