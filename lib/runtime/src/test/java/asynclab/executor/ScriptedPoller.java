package asynclab.executor;

import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poller;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// A poller that reports what the script says, and the clock that its waits move.
final class ScriptedPoller implements Poller {
  private static final long NANOS_PER_MILLI = 1_000_000;

  final List<Integer> waits = new ArrayList<>();
  final List<String> log = new ArrayList<>();

  /// What the next waits bring, given the keys of what is watched.
  final ArrayDeque<BiConsumer<List<Long>, Events>> script = new ArrayDeque<>();

  private final List<Long> keys = new ArrayList<>();
  int looks;
  long now = Long.MAX_VALUE - 10 * NANOS_PER_MILLI; // a clock may overflow
  boolean closed;
  private volatile boolean woken;

  @Override
  public void await(Events into, int timeoutMillis) {
    looks++;
    if (!script.isEmpty()) script.remove().accept(keys, into);
    if (timeoutMillis == 0 || !into.isEmpty() || woken) {
      woken = false;
      return;
    }
    if (timeoutMillis < 0) throw new AssertionError("waits for ever");
    waits.add(timeoutMillis);
    now += timeoutMillis * NANOS_PER_MILLI;
  }

  @Override
  public void add(int fd, long key, Interest interest) {
    log.add("add " + fd + " " + interest);
    keys.add(key);
  }

  @Override
  public void modify(int fd, long key, Interest interest) {
    log.add("modify " + fd + " " + interest);
  }

  @Override
  public void delete(int fd) {
    log.add("delete " + fd);
  }

  @Override
  public void wakeup() {
    woken = true;
  }

  @Override
  public void close() {
    closed = true;
  }
}
