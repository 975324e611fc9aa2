package asynclab.notebook;

import asynclab.trace.Observer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The tasks of a runtime, a row each: where it stands, how often it was polled and woken, how long
/// it had the thread, what it waits for; and what looks wrong.
///
/// It is the observer of that runtime. It keeps no events, so it may watch for as long as it likes;
/// of more than a thousand tasks it drops those that have ended, and counts what it cannot keep.
///
/// ```java
/// var tasks = new TaskList();
/// try (var loop = EventLoop.open(tasks); var live = tasks.live()) {
///   …                                    // the list is below the cell, and moves
///   show(tasks.figure());                // as it is now: closing a loop ends its tasks
/// }
/// ```
///
/// What it cannot see: a wake-up of a task that is queued or being polled is told by no runtime,
/// and one that falls into the task's own poll counts as the task's own, although with several
/// workers another thread may have called. A deadline or an event makes a task ready when the loop
/// looks, and not when it was due.
///
/// Threads: any. The idea of such a list, and of rows that are marked, is tokio-console's.
public final class TaskList implements Observer {
  static final int KEPT = 1000;

  private final LongSupplier nanoTime;
  private final LongSupplier cpuTime;
  private final Map<Long, TaskTally> tallies = new LinkedHashMap<>();
  private final Map<Thread, TaskTally.Poll> polls = new HashMap<>();
  private final long began;
  private String title = "The tasks";
  private long spawned;
  private long looked;
  private long unlookedNanos;
  private long slept;
  private long asleepNanos;
  private boolean awake;
  private boolean isAsleep;

  /// A list that knows no task yet, and measures with the clock of the machine.
  public TaskList() {
    this(System::nanoTime, CpuTime::ofThisThread);
  }

  /// The same with a clock of your own, that of a simulation for instance.
  public TaskList(LongSupplier nanoTime) {
    this(nanoTime, () -> CpuTime.UNKNOWN);
  }

  /// @param cpuTime how long the thread that calls has been on a CPU; [CpuTime#UNKNOWN] if nobody
  ///   knows
  TaskList(LongSupplier nanoTime, LongSupplier cpuTime) {
    this.nanoTime = nanoTime;
    this.cpuTime = cpuTime;
    this.began = nanoTime.getAsLong();
  }

  /// What the picture is about.
  public synchronized TaskList title(String text) {
    title = text;
    return this;
  }

  /// The list as it is now; of many tasks those that are marked first.
  public Figure figure() {
    return frame(nanoTime.getAsLong());
  }

  /// The list, changing below this cell from now on, until it is closed or a minute is over.
  public LivePicture live() {
    return LivePicture.open(_ -> figure(), this::figure, LivePicture.LONGEST);
  }

  /// The row of the first task of this name that it knows.
  ///
  /// @throws IllegalArgumentException when there is none
  public TaskRow row(String name) {
    return rows().stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no task is called %s: they are %s"
                    .formatted(name, rows().stream().map(TaskRow::name).toList())));
  }

  /// All rows, in the order in which the tasks were spawned.
  public List<TaskRow> rows() {
    return rows(nanoTime.getAsLong());
  }

  private synchronized List<TaskRow> rows(long now) {
    return tallies.values().stream().map(tally -> tally.row(now)).toList();
  }

  private synchronized Figure frame(long now) {
    var asleep = asleepNanos + (isAsleep ? now - slept : 0);
    var unlooked = Math.max(unlookedNanos, awake ? now - looked : 0);
    var loop = new TaskListFigure.Loop(now - began, asleep, unlooked);
    return new TaskListFigure(title, rows(now), spawned - tallies.size()).of(loop);
  }

  @Override
  public synchronized void waiting(long timeoutNanos) {
    slept = nanoTime.getAsLong();
    if (awake) unlookedNanos = Math.max(unlookedNanos, slept - looked);
    awake = false;
    isAsleep = true;
  }

  @Override
  public synchronized void returned(int events) {
    var now = nanoTime.getAsLong();
    if (isAsleep) asleepNanos += now - slept;
    isAsleep = false;
    wakesUp(now);
  }

  private void wakesUp(long now) {
    looked = now;
    awake = true;
  }

  @Override
  public synchronized void spawned(long task, String name) {
    spawned++;
    if (tallies.size() >= KEPT && !dropEnded()) return;
    var poll = polls.get(Thread.currentThread());
    var parent = poll == null ? null : poll.tally();
    tallies.put(task, new TaskTally(name, parent, nanoTime.getAsLong()));
  }

  private boolean dropEnded() {
    var before = tallies.size();
    tallies.values().removeIf(TaskTally::hasEnded);
    return tallies.size() < before;
  }

  @Override
  public synchronized void resumed(long task) {
    if (!awake && !isAsleep) wakesUp(nanoTime.getAsLong()); // the first poll, before any wait
    var tally = tallies.get(task);
    if (tally == null) return;
    var me = Thread.currentThread();
    var poll = new TaskTally.Poll(me, tally, nanoTime.getAsLong(), cpuTime.getAsLong());
    polls.put(me, poll);
    tally.begins(poll);
  }

  @Override
  public synchronized void yielded(long task) {
    var poll = ended(task);
    if (poll != null) poll.tally().yields(poll, nanoTime.getAsLong(), cpuTime.getAsLong());
  }

  @Override
  public synchronized void parked(long task, String what) {
    var poll = ended(task);
    if (poll != null) poll.tally().parks(poll, what, nanoTime.getAsLong(), cpuTime.getAsLong());
  }

  @Override
  public synchronized void done(long task, String outcome) {
    var poll = ended(task);
    if (poll != null) poll.tally().ends(poll, outcome, nanoTime.getAsLong(), cpuTime.getAsLong());
    var tally = tallies.get(task);
    if (tally != null) tally.ends(outcome, nanoTime.getAsLong()); // closed with its loop
  }

  /// The poll of this thread, which is over, if it was one of this task's; another worker may have
  /// the task already.
  private TaskTally.@Nullable Poll ended(long task) {
    var me = Thread.currentThread();
    var poll = polls.get(me);
    if (poll == null || poll.tally() != tallies.get(task)) return null;
    polls.remove(me);
    return poll;
  }

  @Override
  public void readied(long task) {
    readied(task, NOBODY);
  }

  @Override
  public synchronized void readied(long task, long by) {
    var tally = tallies.get(task);
    if (tally == null) return;
    var waker = tallies.get(by);
    tally.wakes(waker == null ? TaskRow.OUTSIDE : waker.name(), nanoTime.getAsLong());
  }
}
