package asynclab.fibers;

import asynclab.poll.Event;
import asynclab.poll.Events;
import asynclab.poll.Poll;
import asynclab.poll.Poller;
import asynclab.poll.Source;
import asynclab.poll.Token;
import asynclab.poll.Wakeup;
import asynclab.trace.Observer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
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
  private static final long LONGEST_SLEEP_NANOS = Long.MAX_VALUE / 4;
  private static final Token WAKEUP = new Token(-1);

  private final Thread owner = Thread.currentThread();
  private final Poll poll;
  private final LongSupplier nanoTime;
  private final Wakeup wakeup;
  private final Events events = Events.withCapacity(EVENTS_A_LOOK);
  private final ReadyQueue ready = new ReadyQueue();
  private final Timers timers = new Timers();
  private final Living living = new Living();
  private final ConcurrentLinkedQueue<Fiber<?>> wokenOutside = new ConcurrentLinkedQueue<>();
  private final List<@Nullable Watch> watches = new ArrayList<>(); // a token is an index
  private final ArrayDeque<Token> freeTokens = new ArrayDeque<>();
  private final Failures failures = new Failures();
  private long ids;
  private int resumesUntilLook = RESUMES_A_LOOK;
  private boolean running;
  private boolean closed;

  private FiberScheduler(Poll poll, LongSupplier nanoTime) {
    this.poll = poll;
    this.nanoTime = nanoTime;
    this.wakeup = Wakeup.of(poll.registry(), WAKEUP);
  }

  /// A scheduler on the best event queue of this system.
  ///
  /// @throws IllegalStateException when the JVM lacks an option; the message says which
  public static FiberScheduler open() throws IOException {
    Jdk.checkContinuations();
    return over(Poller.ofSystem(), System::nanoTime);
  }

  /// A scheduler on a poller of your own, which it closes at the end, and with a clock of your own,
  /// which the poller's waits must move.
  public static FiberScheduler over(Poller poller, LongSupplier nanoTime) {
    Jdk.checkContinuations();
    return new FiberScheduler(Poll.over(poller, Observer.NONE, nanoTime), nanoTime);
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
    fiber.resume();
    if (fiber.state == Fiber.State.READY) ready.add(fiber);
    else if (fiber.state == Fiber.State.DONE) end(fiber);
  }

  /// Looks what has happened outside, and waits for it if nobody is ready.
  private void look() throws IOException, InterruptedException {
    resumesUntilLook = RESUMES_A_LOOK;
    if (ready.size() == 0) living.checkForDeadlock();
    poll.poll(events, patience());
    if (Thread.interrupted()) throw new InterruptedException("the run of the fibers was stopped");
    for (var event : events) wakeWatch(event);
    wakeWokenOutside();
    if (!timers.isEmpty()) timers.wakeExpired(nanoTime.getAsLong());
  }

  private Duration patience() {
    if (ready.size() > 0) return Duration.ZERO;
    var nanos = timers.untilNext(timers.isEmpty() ? 0 : nanoTime.getAsLong());
    return nanos < 0 ? Poll.FOREVER : Duration.ofNanos(nanos);
  }

  private void wakeWatch(Event event) throws IOException {
    var token = (int) event.token().value();
    var watch = token < 0 ? null : watches.get(token); // the wake-up has none
    if (watch != null) watch.ready(event);
  }

  private void wakeWokenOutside() {
    for (var fiber = wokenOutside.poll(); fiber != null; fiber = wokenOutside.poll()) {
      fiber.wakeArrives();
    }
  }

  private void end(Fiber<?> fiber) {
    living.remove(fiber);
    failures.note(fiber);
    fiber.end();
  }

  void wake(Fiber<?> fiber) {
    if (Thread.currentThread() != owner) {
      if (!fiber.announcesWake()) return;
      wokenOutside.add(fiber);
      wakeup.wake();
    } else if (fiber.takesWake()) {
      fiber.state = Fiber.State.READY;
      ready.add(fiber);
    }
  }

  /// A fiber is about to give way.
  void leaving(Fiber<?> fiber, Fiber.State next) {}

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

  void sleep(Fiber<?> fiber, Duration time) {
    var longest = Duration.ofNanos(LONGEST_SLEEP_NANOS);
    var nanos = time.compareTo(longest) > 0 ? LONGEST_SLEEP_NANOS : time.toNanos();
    var timer = timers.add(fiber, nanoTime.getAsLong() + nanos);
    try {
      do fiber.park(timer);
      while (timer.dueNanos() - nanoTime.getAsLong() > 0);
    } catch (RuntimeException e) {
      timers.remove(timer);
      throw e;
    }
  }

  /// A place to wait for `source`, until it is closed.
  Watch watch(Source source) {
    var token = freeTokens.isEmpty() ? new Token(watches.size()) : freeTokens.pop();
    var watch = new Watch(this, poll, source, token);
    if (token.value() == watches.size()) watches.add(watch);
    else watches.set((int) token.value(), watch);
    return watch;
  }

  void unwatch(Watch watch) {
    if (watches.set((int) watch.token().value(), null) == watch) freeTokens.push(watch.token());
  }

  private void enter() {
    checkThread("run");
    if (closed) throw new IllegalStateException("this FiberScheduler is closed: open another");
    if (running) {
      throw new IllegalStateException("run() is running already: a fiber spawns and joins instead");
    }
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
