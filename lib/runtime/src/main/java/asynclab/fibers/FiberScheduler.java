package asynclab.fibers;

import asynclab.poll.Events;
import asynclab.poll.Poll;
import asynclab.poll.Poller;
import asynclab.poll.Token;
import asynclab.poll.Wakeup;
import asynclab.trace.Observer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A round robin of fibers on one thread, which waits in an event queue when nobody is ready.
///
/// ```java
/// try (var scheduler = FiberScheduler.open()) {
///   var answer = scheduler.spawn(() -> ask("R0"));
///   scheduler.spawn(() -> System.out.println(answer.join()));
///   scheduler.run();
/// }
/// ```
///
/// Some facts that decide its shape. Looking into the event queue is a system call and costs more
/// than a hand-over, so while fibers are ready it is done once in [#RESUMES_A_LOOK] hand-overs, and
/// not in every turn. A turn is bounded: those who are ready when it begins; whoever is woken
/// meanwhile waits for the next. Wake-ups of other threads go through a queue that holds each fiber
/// at most once.
///
/// Threads: it belongs to the thread that opened it. [Fiber#wake] and [Fiber#cancel] may come from
/// any other.
public final class FiberScheduler implements AutoCloseable {
  private static final int RESUMES_A_LOOK = 64;
  private static final int EVENTS_A_LOOK = 256;
  private static final int FAREWELL_TURNS = 16;
  private static final Token WAKEUP = new Token(-1);

  private final Thread owner = Thread.currentThread();
  private final Poll poll;
  private final OutsideWakes outsideWakes;
  final Watches watches;
  private final Events events = Events.withCapacity(EVENTS_A_LOOK);
  private final ReadyQueue ready = new ReadyQueue();
  final Timers timers;
  private final Living living = new Living();
  private final Failures failures = new Failures();
  private long ids;
  private int resumesUntilLook = RESUMES_A_LOOK;
  private boolean running;
  private boolean closed;

  private final Observer observer;
  private final boolean watched;
  private @Nullable LockCheck lockCheck;
  private @Nullable StallWatch stallWatch;

  private FiberScheduler(Poll poll, Observer observer, LongSupplier nanoTime) {
    this.poll = poll;
    this.observer = observer;
    this.watched = !observer.equals(Observer.NONE);
    this.outsideWakes = new OutsideWakes(Wakeup.of(poll.registry(), WAKEUP));
    this.watches = new Watches(this, poll);
    this.timers = new Timers(nanoTime);
  }

  /// A scheduler on the best event queue of this system.
  ///
  /// @throws IllegalStateException when the JVM lacks an option; the message says which
  public static FiberScheduler open() throws IOException {
    return open(Observer.NONE);
  }

  /// The same, watched: the fibers, and the waits of the queue.
  public static FiberScheduler open(Observer observer) throws IOException {
    Jdk.checkContinuations();
    return over(Poller.ofSystem(), observer, System::nanoTime);
  }

  /// A scheduler on a poller of your own, which it closes at the end, and with a clock of your own,
  /// which the poller's waits must move.
  public static FiberScheduler over(Poller poller, LongSupplier nanoTime) {
    return over(poller, Observer.NONE, nanoTime);
  }

  /// The same, watched.
  public static FiberScheduler over(Poller poller, Observer observer, LongSupplier nanoTime) {
    Jdk.checkContinuations();
    return new FiberScheduler(
        Poll.over(poller, LoopObserver.of(observer), nanoTime), observer, nanoTime);
  }

  /// This scheduler, from now on refusing a fiber that gives way while it holds a lock of the JDK:
  /// it gets a [LockHeldException] instead. For finding mistakes: each hand-over asks the JVM,
  /// which stops all threads and goes through the heap.
  public FiberScheduler checkingLocks() {
    lockCheck = new LockCheck(owner);
    return this;
  }

  /// This scheduler, from now on telling when a fiber has not given way for `limit`, once for each
  /// time it has the CPU. Nothing can take the CPU from it; but one can know who has it.
  ///
  /// @param report is called by a thread of the watch's own
  public FiberScheduler namingStalls(Duration limit, Consumer<String> report) {
    stallWatch = new StallWatch(owner, limit, report);
    return this;
  }

  /// A new fiber, whose first turn comes after those of all that are ready.
  ///
  /// @throws IllegalStateException on another thread, or when the scheduler is closed
  public <T> Fiber<T> spawn(Callable<? extends T> body) {
    return begin(null, body);
  }

  /// The same, with a name for error messages and pictures.
  public <T> Fiber<T> spawn(String name, Callable<? extends T> body) {
    return begin(name, body);
  }

  /// A fiber that returns nothing.
  public Fiber<Void> spawn(Fiber.Body body) {
    return begin(null, resultless(body));
  }

  /// The same, with a name.
  public Fiber<Void> spawn(String name, Fiber.Body body) {
    return begin(name, resultless(body));
  }

  private <T> Fiber<T> begin(@Nullable String name, Callable<? extends T> body) {
    checkThread("spawn");
    if (closed) throw new IllegalStateException("this FiberScheduler is closed: open another");
    var fiber = new Fiber<T>(this, ids++, name, body);
    living.add(fiber);
    ready.add(fiber);
    if (watched) observer.spawned(fiber.id, fiber.name());
    return fiber;
  }

  @SuppressWarnings("NullAway") // there is no other Void
  private static Callable<Void> resultless(Fiber.Body body) {
    return () -> {
      body.run();
      return null;
    };
  }

  /// Runs fibers until none lives.
  ///
  /// @throws FiberFailedException when all have ended, and one has failed and nobody joined it
  /// @throws InterruptedException when the thread is interrupted: the fibers stay as they are, for
  ///   another `run` or for `close`
  /// @throws IllegalStateException when all fibers wait for each other, by name
  public void run() throws IOException, InterruptedException {
    enter();
    try {
      while (!living.isEmpty()) {
        if (ready.size() == 0 || resumesUntilLook <= 0) look();
        runReady();
      }
    } finally {
      running = false;
    }
    failures.report();
  }

  /// One turn: only those who are ready now; the woken wait for the next.
  private void runReady() {
    var turns = ready.size();
    resumesUntilLook -= turns;
    for (var i = 0; i < turns; i++) resume(ready.take());
  }

  private void resume(Fiber<?> fiber) {
    if (watched) observer.resumed(fiber.id);
    if (stallWatch != null) stallWatch.begins(fiber);
    fiber.resume();
    if (stallWatch != null) stallWatch.ends();
    if (fiber.state == Fiber.State.READY) ready.add(fiber);
    else if (fiber.state == Fiber.State.DONE) end(fiber);
  }

  /// Looks what has happened outside, and waits for it if nobody is ready.
  private void look() throws IOException, InterruptedException {
    resumesUntilLook = RESUMES_A_LOOK;
    outsideWakes.deliver();
    if (ready.size() == 0) living.checkForDeadlock();
    poll.poll(events, patience());
    if (Thread.interrupted()) throw new InterruptedException("the run of the fibers was stopped");
    for (var event : events) watches.ready(event);
    timers.wakeExpired();
  }

  private Duration patience() {
    if (ready.size() > 0) return Duration.ZERO;
    return timers.isEmpty() ? Poll.FOREVER : Duration.ofNanos(timers.untilNext());
  }

  private void end(Fiber<?> fiber) {
    living.remove(fiber);
    failures.note(fiber);
    if (watched) observer.done(fiber.id, fiber.outcome());
    fiber.end();
  }

  void wake(Fiber<?> fiber) {
    if (Thread.currentThread() != owner) {
      outsideWakes.add(fiber);
    } else if (fiber.takesWake()) {
      fiber.state = Fiber.State.READY;
      ready.add(fiber);
      if (watched) observer.readied(fiber.id);
    }
  }

  /// A fiber is about to give way, if it may.
  void leaving(Fiber<?> fiber, Fiber.State next) {
    if (lockCheck != null) lockCheck.refuse(fiber);
    if (!watched) return;
    if (next == Fiber.State.READY) observer.yielded(fiber.id);
    else observer.parked(fiber.id, fiber.waitsFor());
  }

  /// It could not leave its stack, and runs on.
  void stays(Fiber<?> fiber) {
    if (watched) observer.resumed(fiber.id);
  }

  void parks(Object what) {
    if (isOutside(what)) living.waitsOutside++;
  }

  void goesOn(Object what) {
    if (isOutside(what)) living.waitsOutside--;
  }

  /// Whether somebody else than a fiber may bring it about.
  private static boolean isOutside(Object what) {
    return !(what instanceof Fiber<?>) && !(what instanceof FiberLock);
  }

  private void enter() {
    checkThread("run");
    if (closed) throw new IllegalStateException("this FiberScheduler is closed: open another");
    if (running) {
      throw new IllegalStateException("run() is running already: a fiber spawns and joins instead");
    }
    if (lockCheck != null) lockCheck.begin();
    running = true;
  }

  private void checkThread(String method) {
    var me = Thread.currentThread();
    if (me == owner) return;
    throw new IllegalStateException(
        "%s() was called by thread %s, but this FiberScheduler belongs to %s, which opened it"
            .formatted(method, me.getName(), owner.getName()));
  }

  /// Cancels every fiber that lives, so that its `finally` blocks run, and closes the event queue.
  /// Closing twice does nothing.
  ///
  /// @throws IllegalStateException when fibers refused to end, by name: they were cancelled again
  ///   wherever they waited, some turns long, and are given up
  /// @throws FiberFailedException when one has failed and nobody joined it
  @Override
  public void close() throws IOException {
    if (closed) return;
    checkThread("close");
    if (running) throw new IllegalStateException("a fiber cannot close the scheduler it runs on");
    closed = true;
    timers.clear();
    for (var turn = 0; turn < FAREWELL_TURNS && !living.isEmpty(); turn++) {
      living.forEach(Fiber::cancel);
      runReady();
    }
    poll.close();
    if (stallWatch != null) stallWatch.close();
    if (!living.isEmpty()) {
      throw new IllegalStateException("closed, and these fibers refused to end: " + living);
    }
    failures.report();
  }

  /// The fibers that live, and what each of them waits for.
  @Override
  public String toString() {
    return living.isEmpty() ? "no fiber lives" : living.toString();
  }
}
