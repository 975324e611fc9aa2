package asynclab.notebook.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `02.stop-it`: one worker thread, and work that says how often it was interrupted.
@Examination
final class StopItCheck {
  static final Exercise<StopIt> EXERCISE =
      new Exercise<>(
          "02.stop-it",
          StopIt.class,
          "StopIt mine = (executor, work) -> { …; return () -> …; };",
          StopItCheck.class);

  private static final long HEARS_MILLIS = 200;

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("starting and stopping return at once: neither waits for the work");
  }

  @Test
  @Order(1)
  @DisplayName("stopped while it runs, twice; then the next task")
  void running(StopIt mine, Trial trial) throws Exception {
    trial.expect(
        "the work saw 1 interrupt, the next task 0",
        () -> {
          try (var worker = new Worker()) {
            var work = worker.work();
            var stop = mine.start(worker, work);
            work.begun.await();
            stop.run();
            work.hears();
            stop.run();
            work.mayEnd.countDown();
            return work.interrupts(worker) + ", " + worker.nextTask();
          }
        },
        StopItCheck::running);
  }

  @Test
  @Order(2)
  @DisplayName("stopped after its end; then the next task")
  void ended(StopIt mine, Trial trial) throws Exception {
    trial.expect(
        "the work saw 0 interrupts, the next task 0",
        () -> {
          try (var worker = new Worker()) {
            var work = worker.work();
            work.mayEnd.countDown();
            var stop = mine.start(worker, work);
            var saw = work.interrupts(worker);
            stop.run();
            return saw + ", " + worker.nextTask();
          }
        },
        seen ->
            seen.endsWith("next task 0")
                ? "the work is run once, and nobody had stopped it yet"
                : "the interrupt was sent after the end and hit whoever ran then: only who still"
                    + " runs may be interrupted, and `FutureTask` knows");
  }

  @Test
  @Order(3)
  @DisplayName("stopped before it began, behind another task")
  void waiting(StopIt mine, Trial trial) throws Exception {
    trial.expect(
        "the other saw 0 interrupts, the work ran 0 times",
        () -> {
          try (var worker = new Worker()) {
            var other = worker.work();
            worker.execute(other);
            var runs = new AtomicInteger();
            var stop = mine.start(worker, runs::incrementAndGet);
            other.begun.await();
            stop.run();
            other.mayEnd.countDown();
            return other.interrupts(worker).replace("work", "other")
                + ", the work ran %d times".formatted(runs.get());
          }
        },
        seen ->
            seen.startsWith("the other saw 0")
                ? "it was stopped before it began, and ran all the same"
                : "another task ran on that thread, and the interrupt hit it");
  }

  private static String running(String seen) {
    if (seen.startsWith("the work saw 0")) {
      return "nobody told the body, it ran on: `CompletableFuture.cancel` completes the future and"
          + " knows no thread";
    }
    return seen.endsWith("next task 0")
        ? "one stop is one interrupt: the second must find it stopped"
        : "the interrupt outlived the work: the next task on that thread sees it";
  }

  /// Runs until it may end, and counts the interrupts meanwhile.
  private static final class Work implements Runnable {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch mayEnd = new CountDownLatch(1);
    private final CountDownLatch heard = new CountDownLatch(1);
    private int seen;

    /// Waits until it has seen an interrupt; one that is not sent is not waited for.
    void hears() throws InterruptedException {
      var _ = heard.await(HEARS_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
      begun.countDown();
      while (mayEnd.getCount() > 0) {
        try {
          mayEnd.await();
        } catch (InterruptedException e) {
          seen++;
          heard.countDown();
        }
      }
      if (Thread.interrupted()) seen++;
    }

    /// When the worker has done it.
    String interrupts(Worker worker) throws InterruptedException {
      worker.settle();
      return "the work saw %d interrupt%s".formatted(seen, seen == 1 ? "" : "s");
    }
  }

  /// One thread that does one task after another, and leaves an interrupt where it is.
  private static final class Worker implements Executor, AutoCloseable {
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final List<Work> works = new ArrayList<>();
    private volatile boolean closed;

    Worker() {
      Thread.ofPlatform().daemon().name("check worker").start(this::go);
    }

    Work work() {
      var work = new Work();
      works.add(work);
      return work;
    }

    private void go() {
      while (!closed) next().run();
    }

    /// The next task; an interrupt that comes meanwhile is still there afterwards.
    private Runnable next() {
      var interrupted = false;
      while (true) {
        try {
          var task = tasks.take();
          if (interrupted) Thread.currentThread().interrupt();
          return task;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    /// Waits until everything before has been done.
    void settle() throws InterruptedException {
      var done = new CountDownLatch(1);
      execute(done::countDown);
      done.await();
    }

    String nextTask() throws InterruptedException {
      var interrupts = new AtomicInteger();
      execute(() -> interrupts.set(Thread.interrupted() ? 1 : 0));
      settle();
      return "the next task " + interrupts.get();
    }

    @Override
    public void close() {
      closed = true;
      works.forEach(work -> work.mayEnd.countDown());
      execute(() -> {});
    }
  }
}
