package asynclab.fibers;

import asynclab.poll.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// A function with a stack of its own, which its [FiberScheduler] leaves and enters again.
///
/// A fiber runs until it gives way: with [#yield], or where it has to wait ([#sleep], [#join],
/// [#awaitReadable], a [FiberStream], a [FiberLock]). Nothing takes the CPU from it. What blocks
/// the thread (`Thread.sleep`, a monitor that another thread holds) blocks all fibers with it.
///
/// **Never give way while holding a lock of the JDK.** Monitors and `ReentrantLock` belong to the
/// thread, and all fibers of a scheduler share one: a second fiber waits for itself, or walks in.
/// Take a [FiberLock]; [FiberScheduler#checkingLocks] finds the others.
///
/// Threads: [#wake] and [#cancel] may come from anywhere, the rest from the scheduler's own thread.
///
/// @param <T> what its body returns
public final class Fiber<T> {
  /// Where a fiber stands, and which way it may go from there.
  ///
  /// ```
  /// READY   -> RUNNING  // its turn has come
  /// RUNNING -> READY    // Fiber.yield()
  /// RUNNING -> PARKED   // it waits for something
  /// PARKED  -> READY    // woken: what it waits for may have happened
  /// RUNNING -> DONE     // its body has returned or thrown
  /// ```
  public enum State {
    READY,
    RUNNING,
    PARKED,
    DONE
  }

  /// What a fiber does when it returns nothing.
  @FunctionalInterface
  public interface Body {
    void run() throws Exception;
  }

  final FiberScheduler scheduler;
  final long id;
  private final @Nullable String name;
  private final FiberStack stack;
  private @Nullable Callable<? extends T> body;

  State state = State.READY;

  /// Where it waits in the ready queue, and among all that live.
  @Nullable Fiber<?> nextReady;

  @Nullable Fiber<?> nextLiving;
  @Nullable Fiber<?> previousLiving;

  private @Nullable Object blocker;
  private boolean permit;
  private volatile boolean cancelled;
  private @Nullable List<Fiber<?>> joiners;
  private @Nullable T result;
  private @Nullable Throwable failure;
  private boolean joined;

  Fiber(FiberScheduler scheduler, long id, @Nullable String name, Callable<? extends T> body) {
    this.scheduler = scheduler;
    this.id = id;
    this.name = name;
    this.body = body;
    this.stack = new FiberStack(this, this::live);
  }

  /// The fiber that runs this.
  ///
  /// @throws IllegalStateException outside of any fiber
  public static Fiber<?> current() {
    Jdk.checkContinuations();
    var fiber = FiberStack.current();
    if (fiber != null) return fiber;
    throw new IllegalStateException(
        "thread %s runs no fiber here: hand this code to FiberScheduler.spawn, then call run()"
            .formatted(Thread.currentThread().getName()));
  }

  /// Gives way: every other fiber that is ready has its turn first.
  ///
  /// @throws PinnedException when this stack cannot be left here
  /// @throws CancellationException when the fiber was cancelled
  /// @throws IllegalStateException outside of a fiber
  @SuppressWarnings("NamedLikeContextualKeyword") // called as Fiber.yield(), as Thread's is
  public static void yield() {
    current().leave(State.READY);
  }

  /// Waits for `time` at least; the others go on meanwhile. No time at all is a [#yield].
  public static void sleep(Duration time) {
    if (time.isNegative()) throw new IllegalArgumentException("cannot sleep for " + time);
    var me = current();
    if (time.isZero()) me.leave(State.READY);
    else me.scheduler.timers.sleep(me, time);
  }

  /// Waits until somebody calls [#wake] on this fiber. A call that came before counts, once; and it
  /// may return early. So ask again what you wait for: `while (!done) Fiber.park();`
  public static void park() {
    current().parkFor("a wake()");
  }

  /// Waits until a read of `source` need not wait, or would fail.
  ///
  /// The source is watched for this one wait, so one fiber at a time may wait for it; a
  /// [FiberStream] may be read by one and written by another.
  ///
  /// @throws IOException `EEXIST` when another fiber waits for it; what the queue refuses
  public static void awaitReadable(Source source) throws IOException {
    try (var watch = current().scheduler.watches.open(source)) {
      watch.awaitReadable();
    }
  }

  /// The same for a write.
  public static void awaitWritable(Source source) throws IOException {
    try (var watch = current().scheduler.watches.open(source)) {
      watch.awaitWritable();
    }
  }

  /// What the body returned; waits for it inside a fiber. May be asked again.
  ///
  /// Outside of a fiber nobody would run this one meanwhile, so there it must be done.
  ///
  /// @throws Exception what the body threw, the very same; [CancellationException] when it was
  ///   cancelled
  /// @throws IllegalStateException when a fiber joins itself or one of another scheduler, or when
  ///   code outside of a fiber joins one that is not done
  @SuppressWarnings("NullAway") // null is what a body returned, and then T is Void or says so
  public T join() throws Exception {
    if (state != State.DONE) awaitEnd();
    joined = true;
    if (failure instanceof Exception exception) throw exception;
    if (failure instanceof Error error) throw error;
    return result;
  }

  private void awaitEnd() {
    var me = Jdk.HAS_CONTINUATIONS ? FiberStack.current() : null;
    if (me == null) {
      throw new IllegalStateException(
          "%s is %s: outside of a fiber join() answers for one that is done, so call run() first"
              .formatted(name(), state));
    }
    if (me == this) throw new IllegalStateException(name() + " joins itself: it would never end");
    if (me.scheduler != scheduler) {
      throw new IllegalStateException(
          "%s and %s have different schedulers: join fibers of your own"
              .formatted(me.name(), name()));
    }
    if (joiners == null) joiners = new ArrayList<>(1);
    joiners.add(me);
    while (state != State.DONE) me.parkFor(this);
  }

  /// Lets a parked fiber go on; for one that is not parked, its next [#park] returns at once.
  /// Waking twice, late, or from another thread is fine.
  public void wake() {
    scheduler.wake(this);
  }

  /// Asks the fiber to end: where it gives way, now or the next time, it gets a
  /// [CancellationException] instead. So its `finally` blocks run. It is told once.
  public void cancel() {
    cancelled = true;
    wake();
  }

  public State state() {
    return state;
  }

  /// The name it was given, or `fiber-` and its number.
  public String name() {
    return name == null ? "fiber-" + id : name;
  }

  /// Parks the caller, which is this fiber, unless a wake-up came before.
  ///
  /// @param what is shown to whoever asks what it waits for
  void parkFor(Object what) {
    if (!permit) {
      scheduler.parks(what);
      blocker = what;
      try {
        leave(State.PARKED);
      } finally {
        blocker = null;
        scheduler.goesOn(what);
      }
    }
    permit = false;
    throwIfCancelled();
  }

  /// Leaves the stack of the caller, which is this fiber; goes on when its turn has come.
  private void leave(State next) {
    throwIfCancelled();
    scheduler.leaving(this, next);
    state = next;
    FiberStack.leave();
    throwIfCancelled();
  }

  private void throwIfCancelled() {
    if (!cancelled) return;
    cancelled = false;
    throw new CancellationException(name() + " was cancelled");
  }

  /// Told by its stack: it could not be left.
  void stays() {
    state = State.RUNNING;
  }

  /// Goes on where it was left, until it gives way or ends.
  void resume() {
    state = State.RUNNING;
    stack.run();
  }

  /// The whole life of the fiber, on its own stack.
  private void live() {
    var work = body;
    body = null;
    try {
      if (work == null) throw new AssertionError(name() + " lives twice");
      throwIfCancelled();
      result = work.call();
    } catch (Throwable thrown) {
      failure = thrown;
    }
    state = State.DONE;
  }

  /// Wakes who waits for the end.
  void end() {
    if (joiners == null) return;
    for (var joiner : joiners) joiner.wake();
    joiners = null;
  }

  /// Whether a wake-up changes anything now, or is kept for the next [#park].
  boolean takesWake() {
    if (state == State.PARKED) return true;
    permit = state != State.DONE;
    return false;
  }

  /// Why it failed, if nobody has been told; being cancelled is no failure.
  @Nullable Throwable unjoinedFailure() {
    return joined || failure instanceof CancellationException ? null : failure;
  }

  @Override
  public String toString() {
    var waits = blocker == null ? "" : ", waits for " + waitsFor();
    return name() + " (" + state + waits + ")";
  }

  /// What it waits for, in words; empty for one that does not.
  String waitsFor() {
    if (blocker instanceof Fiber<?> fiber) return "the end of " + fiber.name();
    return blocker == null ? "" : blocker.toString();
  }

  /// How it ended, in words.
  String outcome() {
    if (failure == null) return "returned";
    return failure instanceof CancellationException ? "cancelled" : failure.toString();
  }
}
