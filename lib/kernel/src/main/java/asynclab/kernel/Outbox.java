package asynclab.kernel;

import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.dflib.jjava.jupyter.messages.ContentType;

/// Carries the output of all cells to the front end, a little at a time and never too often.
///
/// One daemon thread sleeps until something is printed, then waits [#BATCH] for more of it. So a
/// line is seen at once, and a flood becomes twenty messages a second.
final class Outbox {
  private static final System.Logger LOG = System.getLogger("asynclab.kernel");

  /// How long text may wait for more: twenty messages a second for each cell.
  private static final long BATCH = TimeUnit.MILLISECONDS.toNanos(50);

  /// How long the first text after a silence waits.
  private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(5);

  private final BiConsumer<Cell, ContentType<?>> publisher;
  private final Set<CellOutput> woken = ConcurrentHashMap.newKeySet();
  private final Set<ThreadLines> begun = ConcurrentHashMap.newKeySet();
  private final ReentrantLock turn = new ReentrantLock();
  private final Thread carrier;

  Outbox(BiConsumer<Cell, ContentType<?>> publisher) {
    this.publisher = publisher;
    carrier = Thread.ofPlatform().daemon().name("kernel-output").start(this::carry);
  }

  /// Something waits in a cell's output.
  void wake(CellOutput output) {
    if (woken.add(output)) LockSupport.unpark(carrier);
  }

  /// A thread has begun a line: it is shown if the end does not come soon.
  void watch(ThreadLines lines) {
    if (begun.add(lines)) LockSupport.unpark(carrier);
  }

  void publish(Cell cell, ContentType<?> content) {
    publisher.accept(cell, content);
  }

  /// What goes out in one piece.
  void inTurn(Runnable sending) {
    turn.lock();
    try {
      sending.run();
    } finally {
      turn.unlock();
    }
  }

  private void carry() {
    var last = System.nanoTime() - BATCH;
    while (true) {
      while (woken.isEmpty() && begun.isEmpty()) {
        LockSupport.park(this);
      }
      var quiet = System.nanoTime() - last;
      sleep(Math.max(FIRST, BATCH - quiet));
      sendAll();
      last = System.nanoTime();
    }
  }

  private static void sleep(long nanos) {
    var end = System.nanoTime() + nanos;
    for (var left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /// All that waits goes out.
  void sendAll() {
    for (var lines : List.copyOf(begun)) {
      begun.remove(lines); // first: what is written from here on is watched anew
      if (!lines.settle()) begun.add(lines);
    }
    var outputs = new LinkedHashSet<>(woken);
    woken.removeAll(outputs);
    for (var output : outputs) {
      try {
        output.send();
      } catch (RuntimeException e) { // what one cell shows cannot be drawn: the others go on
        LOG.log(Level.WARNING, "the output of a cell was not sent", e);
      }
    }
  }
}
