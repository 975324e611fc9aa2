package asynclab.notebook;

import asynclab.notebook.TaskRow.State;
import org.jspecify.annotations.Nullable;

/// What is known of one task so far. Guarded by its [TaskList].
final class TaskTally {
  /// A poll that has begun on a thread.
  record Poll(Thread thread, TaskTally tally, long began, long cpuBegan) {}

  private final String name;
  private final @Nullable TaskTally parent;
  private State state = State.READY;
  private long since;
  private @Nullable Poll poll;

  private long polls;
  private long wakes;
  private long ownWakes;
  private long ownWakesInARow;
  private long busyNanos;
  private long waitedNanos;
  private long longestPollNanos;
  private long longestPollCpuNanos = CpuTime.UNKNOWN;
  private long longestReadyNanos;
  private String wokenBy = "";
  private String waitsFor = "its first turn";
  private String outcome = "";

  TaskTally(String name, @Nullable TaskTally parent, long now) {
    this.name = name;
    this.parent = parent;
    this.since = now;
  }

  String name() {
    return name;
  }

  boolean hasEnded() {
    return state == State.DONE;
  }

  void begins(Poll begun) {
    enter(State.RUNNING, begun.began);
    poll = begun;
    polls++;
  }

  /// Woken while it was polled: ready again.
  void yields(Poll ended, long now, long cpu) {
    over(ended, now, cpu);
    ownWakes++;
    ownWakesInARow++;
    wokenBy = name;
    if (ended.equals(poll)) enter(State.READY, now);
  }

  void parks(Poll ended, String what, long now, long cpu) {
    over(ended, now, cpu);
    ownWakesInARow = 0;
    waitsFor = what;
    if (ended.equals(poll) && state == State.RUNNING) enter(State.WAITING, now);
  }

  void ends(Poll ended, String how, long now, long cpu) {
    over(ended, now, cpu);
    ends(how, now);
  }

  void ends(String how, long now) {
    if (hasEnded()) return;
    enter(State.DONE, now);
    outcome = how;
    waitsFor = "";
  }

  void wakes(String by, long now) {
    wakes++;
    ownWakesInARow = 0;
    wokenBy = by;
    if (!hasEnded()) enter(State.READY, now);
  }

  private void over(Poll ended, long now, long cpu) {
    var nanos = now - ended.began;
    busyNanos += nanos;
    if (nanos < longestPollNanos) return;
    longestPollNanos = nanos;
    longestPollCpuNanos =
        cpu == CpuTime.UNKNOWN || ended.cpuBegan == CpuTime.UNKNOWN
            ? CpuTime.UNKNOWN
            : cpu - ended.cpuBegan;
  }

  private void enter(State next, long now) {
    var nanos = now - since;
    if (state == State.WAITING) waitedNanos += nanos;
    if (state == State.READY) longestReadyNanos = Math.max(longestReadyNanos, nanos);
    state = next;
    since = now;
  }

  /// The row at this time: what goes on is counted as far as it has come.
  TaskRow row(long now) {
    var nanos = now - since;
    var running = state == State.RUNNING ? nanos : 0;
    var longer = running > longestPollNanos;
    return new TaskRow(
        name,
        state,
        polls,
        wakes,
        ownWakes,
        ownWakesInARow,
        busyNanos + running,
        waitedNanos + (state == State.WAITING ? nanos : 0),
        longer ? running : longestPollNanos,
        longer ? CpuTime.UNKNOWN : longestPollCpuNanos,
        Math.max(longestReadyNanos, state == State.READY ? nanos : 0),
        nanos,
        wokenBy,
        waitsFor,
        outcome,
        parent != null && parent.hasEnded(),
        1);
  }
}
