package asynclab.notebook.checks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A [SixWays.World] of threads: its clock moves when nobody can do anything but sleep.
///
/// All three asleep, or ended, is such a moment. With fewer, every thread seen so far must be
/// waiting, and for a while: one that nobody has seen yet may be on its way.
final class ThreadWorld implements SixWays.World, AutoCloseable {
  private static final int ALL = 3;
  private static final int LOOKS = 60;
  private static final long LOOK_MILLIS = 2;

  private final List<String> lines = new ArrayList<>();
  private final List<Integer> dueTimes = new ArrayList<>();
  private final Set<Thread> seen = new HashSet<>(Set.of(Thread.currentThread()));
  private final Thread driver;
  private int now;
  private int started;
  private int ended;
  private int looks;
  private boolean closed;

  ThreadWorld() {
    driver = Thread.ofPlatform().daemon().name("check clock").start(this::drive);
  }

  @Override
  public synchronized void say(String line) {
    seen.add(Thread.currentThread());
    if (line.endsWith(" starts")) started++;
    if (line.endsWith(" ends")) ended++;
    lines.add(now + " " + line);
    notifyAll();
  }

  @Override
  public synchronized void sleep(int units) {
    seen.add(Thread.currentThread());
    var due = now + units;
    dueTimes.add(due);
    notifyAll();
    try {
      while (now < due && !closed) wait();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void after(int units, Runnable then) {
    throw new UnsupportedOperationException("threads sleep: world.sleep(" + units + ")");
  }

  private synchronized void drive() {
    try {
      while (!closed) {
        wait(LOOK_MILLIS);
        looks = stands() ? looks + 1 : 0;
        if (allAsleep() || looks >= LOOKS) advance();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean allAsleep() {
    return started == ALL && !dueTimes.isEmpty() && dueTimes.size() + ended == ALL;
  }

  private boolean stands() {
    return !dueTimes.isEmpty()
        && seen.stream().noneMatch(each -> each.getState() == Thread.State.RUNNABLE);
  }

  private void advance() {
    looks = 0;
    now = dueTimes.stream().min(Integer::compare).orElse(now);
    dueTimes.removeIf(due -> due <= now);
    notifyAll();
  }

  synchronized String transcript() {
    return String.join(", ", lines);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      driver.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
