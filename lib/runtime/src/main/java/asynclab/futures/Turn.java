package asynclab.futures;

/// The poll of a task that runs on this thread: what it may still do, and what it found to wait
/// for.
///
/// A leaf that is ready at once, again and again, would keep the thread for its task. So each asks
/// [#mayGoOn] before it begins, and a poll has [#OPERATIONS] of them; then it is the turn of the
/// others. Where no executor has begun a turn there are no others that it knows of, and no limit.
///
/// Threads: each has its own.
public final class Turn {
  /// How many leaves may begin in one poll of a task.
  public static final int OPERATIONS = 128;

  private static final Object A_WAKE_UP = "a wake-up";
  private static final ThreadLocal<Turn> OF_THREAD = ThreadLocal.withInitial(Turn::new);

  private int left = OPERATIONS;
  private boolean begun;
  private Object blocker = A_WAKE_UP;

  private Turn() {}

  /// For a leaf: whether it may begin. If not it has to be pending; the waker is called already.
  public static boolean mayGoOn(Waker waker) {
    var turn = OF_THREAD.get();
    if (!turn.begun || turn.left-- > 0) return true;
    turn.left = 0;
    waker.wake();
    return false;
  }

  /// For a leaf: it is pending, and waits for `what`. An executor's messages say so.
  public static void waitsFor(Object what) {
    var turn = OF_THREAD.get();
    if (turn.begun) turn.blocker = what;
  }

  /// For an executor: the turn of the thread that calls.
  public static Turn ofThread() {
    return OF_THREAD.get();
  }

  /// For an executor: from here on a task is polled.
  public void begin() {
    left = OPERATIONS;
    begun = true;
    blocker = A_WAKE_UP;
  }

  /// For an executor: the poll is over.
  ///
  /// @return the last thing that a leaf of it has said to wait for, or else `a wake-up`
  public Object end() {
    var found = blocker;
    begun = false;
    blocker = A_WAKE_UP;
    return found;
  }

  /// Whether a task is being polled.
  public boolean hasBegun() {
    return begun;
  }
}
