package asynclab.kernel;

import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/// Says below a cell which of its threads go on, a moment after the cell has ended: most threads
/// that a cell started end with it.
final class ThreadNotes {
  private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(250);

  private final DelayQueue<Due> due = new DelayQueue<>();
  private boolean isServed; // guarded by this

  /// A cell to look after, when its moment has come.
  private record Due(Cell cell, long nanos) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  /// The cell has ended.
  void ended(Cell cell) {
    if (!cell.hasStartedThreads()) return;
    due.add(new Due(cell, System.nanoTime() + MOMENT));
    serve();
  }

  private synchronized void serve() {
    if (isServed) return;
    isServed = true;
    Thread.ofPlatform()
        .daemon()
        .name("kernel-threads")
        .start(() -> {
          try {
            while (true) {
              due.take().cell().output().noteThreads();
            }
          } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
          }
        });
  }
}
