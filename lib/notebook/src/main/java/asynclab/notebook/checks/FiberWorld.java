package asynclab.notebook.checks;

import asynclab.fibers.Fiber;
import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A [SixWays.World] of fibers, and the poller whose waits move its clock: a unit is a millisecond
/// that never really passes.
final class FiberWorld implements SixWays.World, Poller {
  private static final long UNIT_NANOS = 1_000_000;

  private final List<String> lines = new ArrayList<>();
  private long now;

  @Override
  public void say(String line) {
    lines.add(now / UNIT_NANOS + " " + line);
  }

  @Override
  public void sleep(int units) {
    Fiber.sleep(Duration.ofNanos(units * UNIT_NANOS));
  }

  @Override
  public void after(int units, Runnable then) {
    throw new UnsupportedOperationException("a fiber sleeps: world.sleep(" + units + ")");
  }

  long nanoTime() {
    return now;
  }

  @Override
  public void await(Events into, int timeoutMillis) {
    now += Math.max(0, timeoutMillis) * UNIT_NANOS;
  }

  @Override
  public void add(int fd, long key, Interest interest) {
    throw new UnsupportedOperationException("there is nothing but sleep in this world");
  }

  @Override
  public void modify(int fd, long key, Interest interest) {
    throw new UnsupportedOperationException("there is nothing but sleep in this world");
  }

  @Override
  public void delete(int fd) {
    throw new UnsupportedOperationException("there is nothing but sleep in this world");
  }

  @Override
  public void wakeup() {}

  @Override
  public void close() {}

  String transcript() {
    return String.join(", ", lines);
  }
}
