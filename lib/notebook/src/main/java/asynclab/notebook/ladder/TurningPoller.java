package asynclab.notebook.ladder;

import asynclab.executor.LoopReactor;
import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poll;
import asynclab.poll.Poller;
import java.io.IOException;
import java.time.Duration;

/// A wait of the library's loop that is a turn of another's reactor. No descriptor is watched here,
/// so the loop is told by its own bell that there may be somebody ready.
final class TurningPoller implements Poller {
  private final LoopReactor reactor;
  private final Thread owner = Thread.currentThread();
  private boolean ringing;

  /// Rings the bell of the loop.
  Runnable rings = () -> {};

  TurningPoller(LoopReactor reactor) {
    this.reactor = reactor;
  }

  @Override
  public void await(Events into, int timeoutMillis) throws IOException {
    reactor.turn(timeoutMillis < 0 ? Poll.FOREVER : Duration.ofMillis(timeoutMillis));
    ringing = true;
    rings.run();
    ringing = false;
  }

  /// The bell that this very wait rings must not end the reactor's next one.
  @Override
  public void wakeup() {
    if (Thread.currentThread() != owner || !ringing) reactor.wakeup();
  }

  @Override
  public void add(int fd, long key, Interest interest) {
    throw new UnsupportedOperationException("sources wait in the ladder's reactor");
  }

  @Override
  public void modify(int fd, long key, Interest interest) {
    throw new UnsupportedOperationException("sources wait in the ladder's reactor");
  }

  @Override
  public void delete(int fd) {}

  @Override
  public void close() throws IOException {
    reactor.close();
  }
}
