package asynclab.trace;

/// Someone who is told what an event queue does, or a scheduler.
///
/// Every method does nothing unless overridden, so an observer names only what it wants to hear.
/// The calls come from the thread that does the thing: the loop's own thread, except for
/// `registered`, `deregistered` and `woken`, which any thread may cause. An observer must return
/// quickly and must not throw.
public interface Observer {
  /// Watches nothing.
  Observer NONE = new Observer() {};

  /// Stands for the task that has woken another where there was none.
  long NOBODY = -1;

  /// An observer that tells first this one, and then `other`.
  default Observer and(Observer other) {
    if (equals(NONE)) return other;
    return other.equals(NONE) ? this : new Both(this, other);
  }

  /// A source is watched from now on under `token`; `interest` says for what, as text.
  default void registered(long token, String interest) {}

  /// The source under `token` is no longer watched.
  default void deregistered(long token) {}

  /// The loop is about to give up the CPU for at most `timeoutNanos`; -1 is for ever.
  default void waiting(long timeoutNanos) {}

  /// The wait is over and brought `events` events.
  default void returned(int events) {}

  /// One event of the wait that has just ended: `readiness` is a text such as
  /// `readable+read-closed`.
  default void ready(long token, String readiness) {}

  /// Somebody called the wake-up registered under `token`.
  default void woken(long token) {}

  /// There is a new task, a fiber for instance, and it is ready; its number tells it from others.
  default void spawned(long task, String name) {}

  /// The task goes on, on the thread of this call.
  default void resumed(long task) {}

  /// The task gives way, and is ready all the same.
  default void yielded(long task) {}

  /// The task gives way until it is woken; `what` is what it waits for, as text.
  default void parked(long task, String what) {}

  /// The parked task is ready again.
  default void readied(long task) {}

  /// The same, and the task in whose turn it was woken; [#NOBODY] where it was not in the turn of
  /// one: a source, a deadline or another thread woke it. Unless overridden, it tells the former.
  default void readied(long task, long by) {
    readied(task);
  }

  /// The task has ended: `outcome` is `returned`, `cancelled`, or its failure as text.
  default void done(long task, String outcome) {}
}
