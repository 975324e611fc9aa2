package asynclab.notebook;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A task in a [TaskList], at one moment.
///
/// @param name its name
/// @param state where it stands
/// @param polls how often it was polled
/// @param wakes how often it was woken while it waited
/// @param ownWakes how often it was woken in its own poll, and so was ready again at once
/// @param ownWakesInARow how many of these came one after another, up to now
/// @param busyNanos how long it had a thread
/// @param waitedNanos how long it waited
/// @param longestPollNanos its longest poll
/// @param longestPollCpuNanos how much of that its thread was on a CPU; negative if nobody knows
/// @param longestReadyNanos the longest time that it was ready and others were polled
/// @param sinceNanos how long it has been in its state
/// @param wokenBy the task in whose turn it was woken last; `outside` when that was no task; empty
///   before the first time
/// @param waitsFor what it waits for, or waited for last, in words
/// @param outcome how it ended; empty while it lives
/// @param outlives whether the task that spawned it has ended
/// @param alike how many tasks this row stands for
public record TaskRow(
    String name,
    State state,
    long polls,
    long wakes,
    long ownWakes,
    long ownWakesInARow,
    long busyNanos,
    long waitedNanos,
    long longestPollNanos,
    long longestPollCpuNanos,
    long longestReadyNanos,
    long sinceNanos,
    String wokenBy,
    String waitsFor,
    String outcome,
    boolean outlives,
    int alike) {
  /// Who wakes a task and is none: an event, a deadline, another thread.
  public static final String OUTSIDE = "outside";

  private static final Pattern NUMBER = Pattern.compile("\\d+$");

  /// Where a task stands.
  public enum State {
    READY,
    RUNNING,
    WAITING,
    DONE;

    /// In small letters.
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What looks wrong with it, a sentence each; none if nothing does.
  public List<String> marks() {
    return TaskMarks.of(this);
  }

  /// What makes rows alike: of many such one is shown. Names may differ in a number at their end.
  List<Object> kind() {
    return List.of(stem(name), state, waitsFor, stem(wokenBy), outlives, outcome);
  }

  /// `R…` of `R17`.
  private static String stem(String name) {
    return NUMBER.matcher(name).replaceFirst("…");
  }

  /// This row and another of its kind: counts and times are sums, the longest is the longest.
  TaskRow and(TaskRow other) {
    var longer = longestPollNanos >= other.longestPollNanos;
    return new TaskRow(
        name.equals(other.name) ? name : stem(name),
        state,
        polls + other.polls,
        wakes + other.wakes,
        ownWakes + other.ownWakes,
        Math.max(ownWakesInARow, other.ownWakesInARow),
        busyNanos + other.busyNanos,
        waitedNanos + other.waitedNanos,
        Math.max(longestPollNanos, other.longestPollNanos),
        longer ? longestPollCpuNanos : other.longestPollCpuNanos,
        Math.max(longestReadyNanos, other.longestReadyNanos),
        Math.max(sinceNanos, other.sinceNanos),
        wokenBy.equals(other.wokenBy) ? wokenBy : stem(wokenBy),
        waitsFor,
        outcome,
        outlives,
        alike + other.alike);
  }
}
