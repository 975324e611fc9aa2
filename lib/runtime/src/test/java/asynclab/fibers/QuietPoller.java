package asynclab.fibers;

import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poller;
import java.util.ArrayList;
import java.util.List;

/// A poller on which nothing ever happens, and the clock that its waits move.
final class QuietPoller implements Poller {
  private static final long NANOS_PER_MILLI = 1_000_000;

  final List<Integer> waits = new ArrayList<>();
  long now = Long.MAX_VALUE - 10 * NANOS_PER_MILLI; // a clock may overflow
  boolean closed;

  @Override
  public void await(Events into, int timeoutMillis) {
    if (timeoutMillis == 0) return;
    if (timeoutMillis < 0) throw new AssertionError("waits for ever");
    waits.add(timeoutMillis);
    now += timeoutMillis * NANOS_PER_MILLI;
  }

  @Override
  public void add(int fd, long key, Interest interest) {}

  @Override
  public void modify(int fd, long key, Interest interest) {}

  @Override
  public void delete(int fd) {}

  @Override
  public void wakeup() {}

  @Override
  public void close() {
    closed = true;
  }
}
