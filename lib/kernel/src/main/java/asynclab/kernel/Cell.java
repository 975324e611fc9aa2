package asynclab.kernel;

import org.dflib.jjava.jupyter.messages.MessageContext;
import org.jspecify.annotations.Nullable;

/// One run of one notebook cell: what output belongs to.
final class Cell {
  private final int number;
  private final MessageContext context;
  private final String source;
  private final CellOutput output;
  private volatile boolean stopped;
  private volatile @Nullable Thread spared;
  private volatile @Nullable Thread runner;
  private volatile boolean startedThreads;

  /// @param number the execution count, the `[5]` beside the cell
  /// @param context names the cell in every message about it
  /// @param source what the learner wrote
  /// @param outbox what carries its output away
  Cell(int number, MessageContext context, String source, Outbox outbox) {
    this.number = number;
    this.context = context;
    this.source = source;
    this.output = new CellOutput(this, outbox);
  }

  int number() {
    return number;
  }

  MessageContext context() {
    return context;
  }

  String source() {
    return source;
  }

  /// What is printed and shown below it, now or later.
  CellOutput output() {
    return output;
  }

  /// From now on loops of its code end, in all its threads.
  void stop() {
    spared = null;
    stopped = true;
  }

  /// The same for all its threads but one: the one that asks for it.
  void stopAllBut(Thread thread) {
    if (stopped) return;
    spared = thread;
    stopped = true;
  }

  /// Whether the code of the cell is to end where the calling thread runs it.
  boolean isStopped() {
    return stopped && Thread.currentThread() != spared;
  }

  /// Whether the stop button was pressed while it ran.
  boolean wasStopped() {
    return stopped && spared == null;
  }

  /// Whether any of its threads was told to end.
  boolean hasBeenStopped() {
    return stopped;
  }

  /// The thread that runs its statements.
  void runBy(Thread thread) {
    runner = thread;
  }

  boolean isRunBy(Thread thread) {
    return runner == thread;
  }

  /// Its thread was given up: from now on one of those that go on.
  void loses(Thread thread) {
    thread.setName("thread of " + this);
    runner = null;
    startedThreads = true;
  }

  /// One of its threads made another.
  void startsThread() {
    startedThreads = true;
  }

  boolean hasStartedThreads() {
    return startedThreads;
  }

  @Override
  public String toString() {
    return "cell [" + number + "]";
  }
}
