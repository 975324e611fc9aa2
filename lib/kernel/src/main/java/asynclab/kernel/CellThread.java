package asynclab.kernel;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The one thread that runs what cells say, and the stop button for it.
///
/// It is a daemon and never ends, so that confined arenas of one cell are good in the next. What
/// does not heed the stop button (a native call, a lock nobody frees) loses the thread to it: after
/// [#GRACE] the cell ends all the same and a fresh thread serves the next one.
final class CellThread {
  /// How long a stopped cell may take to end before its thread is given up.
  static final Duration GRACE = Duration.ofSeconds(1);

  private static final Duration BETWEEN_INTERRUPTS = Duration.ofMillis(50);

  private final ClassLoader loader;
  private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
  private @Nullable Run running; // guarded by this
  private @Nullable Cell cell; // guarded by this
  private boolean shielded; // guarded by this
  private volatile Thread thread;

  CellThread(ClassLoader loader) {
    this.loader = loader;
    this.thread = fresh();
  }

  /// The cell was stopped: it ended by itself, or its thread was given up.
  static final class Stopped extends Exception {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Thread givenUp;

    Stopped(@Nullable Thread givenUp) {
      this.givenUp = givenUp;
    }

    /// The thread that goes on, because it ignores the stop button.
    Optional<Thread> givenUp() {
      return Optional.ofNullable(givenUp);
    }
  }

  /// One statement on its way.
  private record Run(
      @Nullable Cell cell, Thread thread, CompletableFuture<@Nullable Object> done) {}

  /// A press from now on is meant for the cell that begins, and the thread works for it.
  synchronized void begin(Cell cell) {
    this.cell = cell;
    cell.runBy(thread);
    if (StopCheck.isArmed() && LivingThreads.of(Cell::hasBeenStopped).isEmpty()) StopCheck.disarm();
  }

  /// Whether the button was pressed in this cell.
  synchronized boolean isStopped() {
    return cell != null && cell.wasStopped();
  }

  /// Whether the caller is what a cell runs.
  boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  /// The thread that runs cells now.
  Thread thread() {
    return thread;
  }

  /// Keeps interrupts away while a cell has text compiled, which happens on this thread: one would
  /// close the compiler's files for good. Returns what was so before.
  synchronized boolean shield(boolean on) {
    var before = shielded;
    shielded = on;
    if (!on && isStopped()) thread.interrupt();
    return before;
  }

  /// Runs one statement and waits for its end; on the caller's own thread if that is this one (a
  /// cell that evaluates text).
  @Nullable Object run(Callable<@Nullable Object> statement) throws Exception {
    if (isCurrent()) return runInside(statement);
    var run = start(statement);
    try {
      var value = run.done().get();
      if (isStopped()) throw new Stopped(null);
      return value;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Stopped given) throw given;
      if (isStopped()) throw new Stopped(null);
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private @Nullable Object runInside(Callable<@Nullable Object> statement) throws Exception {
    if (isStopped()) throw new Stopped(null);
    var before = shield(false);
    try {
      return statement.call();
    } finally {
      shield(before);
    }
  }

  /// A press that came while the statement was compiled finds nothing that runs; it is seen here.
  private synchronized Run start(Callable<@Nullable Object> statement) throws Stopped {
    if (isStopped()) throw new Stopped(null);
    var run = new Run(cell, thread, new CompletableFuture<>());
    running = run;
    work.add(() -> {
      var _ = Origin.enter(run.cell());
      carryOut(run, statement);
    });
    return run;
  }

  private void carryOut(Run run, Callable<@Nullable Object> statement) {
    try {
      var value = statement.call();
      end(run);
      run.done().complete(value);
    } catch (Throwable e) {
      end(run);
      run.done().completeExceptionally(e);
    }
  }

  /// From here on no interrupt is meant for the statement; one that came late is dropped.
  private synchronized void end(Run run) {
    ThreadLines.endOwn();
    if (!run.equals(running)) return;
    running = null;
    shielded = false;
    var _ = Thread.interrupted();
  }

  /// The stop button: interrupts what runs, or keeps the next statement of the cell from running.
  void stop() {
    Run run;
    synchronized (this) {
      if (cell == null) return;
      cell.stop();
      StopCheck.arm();
      run = running;
      if (run == null) return;
    }
    interrupt(run);
    Thread.ofPlatform().daemon().name("lab-stop").start(() -> press(run));
  }

  /// Presses again and again, because code may swallow one; then gives the thread up.
  private void press(Run run) {
    var end = System.nanoTime() + GRACE.toNanos();
    var cell = run.cell();
    while (System.nanoTime() < end) {
      LivingThreads.of(each -> each == cell).forEach(living -> living.thread().interrupt());
      try {
        var _ = run.done().get(BETWEEN_INTERRUPTS.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        interrupt(run);
      } catch (ExecutionException | InterruptedException e) {
        return; // it has ended
      }
    }
    giveUp(run);
  }

  private synchronized void interrupt(Run run) {
    if (run.equals(running) && !shielded) run.thread().interrupt();
  }

  private synchronized void giveUp(Run run) {
    if (!run.equals(running)) return;
    running = null;
    thread = fresh();
    if (run.cell() != null) run.cell().loses(run.thread());
    run.done().completeExceptionally(new Stopped(run.thread()));
  }

  private Thread fresh() {
    var thread = Thread.ofPlatform().daemon().name("cells").unstarted(this::serve);
    thread.setContextClassLoader(loader);
    thread.start();
    return thread;
  }

  private void serve() {
    try {
      do {
        work.take().run();
      } while (isCurrent());
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the thread of the cells between two", e);
    }
  }
}
