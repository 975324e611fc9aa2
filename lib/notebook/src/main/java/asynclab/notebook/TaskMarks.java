package asynclab.notebook;

import asynclab.notebook.TaskRow.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What looks wrong with a task, from what was measured. A mark is a question to whoever wrote the
/// task, and no proof.
final class TaskMarks {
  /// Giving way now and then is good manners; who does so this often and nothing else asks instead
  /// of waiting.
  static final int OWN_WAKES_IN_A_ROW = 100;

  /// The longest poll that is not marked, and the longest time in the queue: a collection, or a
  /// machine that is busy elsewhere, is shorter as a rule.
  static final Duration HELD = Duration.ofMillis(80);

  /// How long a silence has to last before it is mentioned, as with the loop's own.
  static final Duration SILENT = Duration.ofMillis(500);

  /// What the library calls the wait for a time, which nobody needs to end.
  private static final String DEADLINE = "a deadline";

  private TaskMarks() {}

  static List<String> of(TaskRow row) {
    var marks = new ArrayList<String>();
    if (row.ownWakesInARow() >= OWN_WAKES_IN_A_ROW) {
      marks.add(String.format(Locale.ROOT, "woke itself %,d times in a row", row.ownWakesInARow()));
    }
    if (row.longestPollNanos() > HELD.toNanos()) marks.add(held(row));
    if (row.longestReadyNanos() > HELD.toNanos()) {
      marks.add("was ready for %s before its turn came".formatted(took(row.longestReadyNanos())));
    }
    if (isSilent(row)) marks.add(silent(row));
    if (row.outlives() && row.state() == State.WAITING) {
      marks.add("still waits, and the task that spawned it has ended");
    }
    return marks;
  }

  private static String held(TaskRow row) {
    var cpu =
        row.longestPollCpuNanos() < 0
            ? ""
            : ", %s of it on a CPU".formatted(took(row.longestPollCpuNanos()));
    return "held its thread for %s in one poll%s".formatted(took(row.longestPollNanos()), cpu);
  }

  private static boolean isSilent(TaskRow row) {
    return row.state() == State.WAITING
        && row.sinceNanos() > SILENT.toNanos()
        && !row.waitsFor().equals(DEADLINE);
  }

  private static String silent(TaskRow row) {
    var ever = row.wakes() == 0 ? "never woken" : "not woken since";
    return "waits for %s, %s".formatted(took(row.sinceNanos()), ever);
  }

  /// `412 ms`.
  static String took(long nanos) {
    if (nanos < 1_000) return nanos + " ns";
    if (nanos < 1_000_000) return nanos / 1_000 + " µs";
    if (nanos < 10_000_000) return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    if (nanos < 1_000_000_000) return nanos / 1_000_000 + " ms";
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }
}
