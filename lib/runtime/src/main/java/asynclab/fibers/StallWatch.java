package asynclab.fibers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A thread that looks now and then whether still the same fiber has the CPU.
final class StallWatch implements AutoCloseable {
  /// One fiber's time on the CPU, from being resumed to giving way.
  private static final class Stint {
    final Fiber<?> fiber;
    final long since = System.nanoTime();
    boolean told;

    Stint(Fiber<?> fiber) {
      this.fiber = fiber;
    }
  }

  private final Thread owner;
  private final Duration limit;
  private final Consumer<String> report;
  private final Thread watcher;
  private volatile @Nullable Stint stint;
  private volatile boolean closed;

  StallWatch(Thread owner, Duration limit, Consumer<String> report) {
    if (limit.toMillis() < 1) throw new IllegalArgumentException("a limit below 1 ms: " + limit);
    this.owner = owner;
    this.limit = limit;
    this.report = report;
    this.watcher = Thread.ofPlatform().daemon().name("fiber-stalls").unstarted(this::watch);
    watcher.start();
  }

  void begins(Fiber<?> fiber) {
    stint = new Stint(fiber);
  }

  void ends() {
    stint = null;
  }

  private void watch() {
    while (!closed) {
      LockSupport.parkNanos(limit.toNanos() / 2);
      var seen = stint;
      if (seen == null || seen.told) continue;
      if (System.nanoTime() - seen.since < limit.toNanos()) continue;
      seen.told = true;
      report.accept(text(seen));
    }
  }

  private String text(Stint seen) {
    var stack = owner.getStackTrace();
    var where = stack.length == 0 ? "" : ": it is at " + stack[0];
    return "%s has not given way for %d ms%s".formatted(seen.fiber.name(), limit.toMillis(), where);
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(watcher);
  }
}
