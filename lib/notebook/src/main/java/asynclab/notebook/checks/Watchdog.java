package asynclab.notebook.checks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Runs an examination on a thread of its own and ends it when an answer does not come.
final class Watchdog {
  /// How long an answer may take.
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /// How long a check may take between two answers.
  static final Duration OWN_PATIENCE = Duration.ofSeconds(20);

  private static final Duration GRACE = Duration.ofMillis(500);

  /// After the stop button: whoever pressed it waits.
  private static final Duration SHORT_GRACE = Duration.ofMillis(50);

  private static final Duration LOOK = Duration.ofMillis(20);

  private enum End {
    ENDED,
    HUNG,
    STOPPED
  }

  private Watchdog() {}

  static List<Row> rows(Exercise<?> exercise, Object learners) {
    var trial = new Trial(learners);
    var thread =
        Thread.ofPlatform()
            .daemon()
            .name("check " + exercise.id())
            .start(() -> examine(exercise, trial));
    var end = end(thread, trial);
    var rows = new ArrayList<>(trial.end());
    switch (end) {
      case ENDED -> {}
      case HUNG -> {
        var ended = stop(thread, trial, GRACE);
        rows.add(trial.hung(ended ? "" : "; it does not end when interrupted either"));
      }
      case STOPPED -> {
        rows.add(trial.stopped());
        var _ = stop(thread, trial, SHORT_GRACE);
        Thread.currentThread().interrupt(); // whoever called is stopped too
      }
    }
    return rows;
  }

  private static void examine(Exercise<?> exercise, Trial trial) {
    trial.waitsForProcessors(RunDelay.ofThisThread());
    try {
      Examiner.examine(exercise.examination(), trial);
    } catch (Throwable any) { // becomes a row: this thread has nobody else to tell
      trial.failed(any);
    }
  }

  /// Waits until the thread has ended, the answer under way has taken too long, or we are stopped.
  private static End end(Thread thread, Trial trial) {
    try {
      while (!thread.join(LOOK)) {
        if (trial.hangs()) return End.HUNG;
      }
      return End.ENDED;
    } catch (InterruptedException stopped) {
      return End.STOPPED; // by the stop button: what was seen so far is shown
    }
  }

  /// Interrupts the thread and, when it does not heed that, takes away what it works on.
  private static boolean stop(Thread thread, Trial trial, Duration grace) {
    thread.interrupt();
    try {
      if (thread.join(grace)) {
        return true;
      }
      for (var resource : trial.held()) {
        resource.close();
        if (thread.join(grace)) {
          return true;
        }
      }
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception notClosed) {
      return false;
    }
  }
}
