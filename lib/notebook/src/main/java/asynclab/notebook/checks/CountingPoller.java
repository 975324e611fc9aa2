package asynclab.notebook.checks;

import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poller;
import java.io.IOException;

/// A poller that counts its waits.
final class CountingPoller implements Poller {
  private final Poller poller;
  private int waits;

  CountingPoller(Poller poller) {
    this.poller = poller;
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
    poller.await(into, timeoutMillis);
  }

  @Override
  public void add(int fd, long key, Interest interest) throws IOException {
    poller.add(fd, key, interest);
  }

  @Override
  public void modify(int fd, long key, Interest interest) throws IOException {
    poller.modify(fd, key, interest);
  }

  @Override
  public void delete(int fd) throws IOException {
    poller.delete(fd);
  }

  @Override
  public void wakeup() {
    poller.wakeup();
  }

  @Override
  public void close() throws IOException {
    poller.close();
  }
}
