package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Turn;
import asynclab.poll.Poll;
import asynclab.poll.Poller;
import asynclab.trace.Observer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One thread that polls many futures, each when it was woken, and waits in an event queue when
/// none was.
///
/// ```java
/// try (var loop = EventLoop.open()) {
///   var answer = loop.spawn(ask("R0"));
///   System.out.println(loop.blockOn(answer));
/// }
/// ```
///
/// Some facts that decide its shape. Looking into the event queue is a system call and costs more
/// than many polls, so while tasks are ready it is done once in [#POLLS_A_LOOK] of them. A turn is
/// bounded: those who are ready when it begins; whoever is woken meanwhile waits for the next. What
/// other threads ask for goes through a queue that holds each task at most once.
///
/// Threads: that which opened it. Wakers and [Task#cancel] may be called by any other.
public final class EventLoop implements Runtime {
  private static final int POLLS_A_LOOK = 64;

  private final Thread owner = Thread.currentThread();
  private final Turn turn = Turn.ofThread();
  final PollReactor reactor;
  private final Scheduler<Task<?>> ready;
  private final OutsideWakes outsideWakes;
  private final Living living = new Living();
  private final Failures failures = new Failures();
  private final BlockingPool pool = new BlockingPool();
  private final Silence silence = new Silence();
  private final Observer observer;
  private final boolean watched;

  private long ids;
  private long polled = Observer.NOBODY;
  private int pollsUntilLook = POLLS_A_LOOK;
  private boolean running;
  private boolean refusing;
  private boolean inAnothersTurn;
  private boolean closed;

  private EventLoop(PollReactor reactor, Observer observer, Scheduler<Task<?>> scheduler) {
    this.ready = scheduler;
    this.reactor = reactor;
    this.observer = observer;
    this.watched = !observer.equals(Observer.NONE);
    this.outsideWakes = new OutsideWakes(reactor::wakeup);
  }

  /// A loop on the best event queue of this system.
  public static EventLoop open() throws IOException {
    return open(Observer.NONE);
  }

  /// The same, watched: its tasks, and the queue they wait in.
  public static EventLoop open(Observer observer) throws IOException {
    return over(Poller.ofSystem(), observer, System::nanoTime);
  }

  /// A loop on a poller and a clock of your own: it closes the one, whose waits move the other.
  public static EventLoop over(Poller poller, Observer observer, LongSupplier nanoTime) {
    return over(poller, observer, nanoTime, new ReadyQueue());
  }

  /// The same, with a scheduler of your own instead of first come, first served.
  public static EventLoop over(
      Poller poller, Observer observer, LongSupplier nanoTime, Scheduler<Task<?>> scheduler) {
    return new EventLoop(PollReactor.over(poller, observer, nanoTime), observer, scheduler);
  }

  /// A new task, whose first turn comes after those of all that are ready.
  ///
  /// @throws IllegalStateException on another thread, or when the loop is closed
  @Override
  public <T> Task<T> spawn(Future<T> future) {
    return begin(null, future);
  }

  @Override
  public <T> Task<T> spawn(String name, Future<T> future) {
    return begin(name, future);
  }

  private <T> Task<T> begin(@Nullable String name, Future<T> future) {
    checkUse("spawn");
    var task = new Task<T>(this, ids++, name, future);
    living.add(task);
    ready.add(task);
    if (watched) observer.spawned(task.id, task.name());
    return task;
  }

  /// Runs until no task lives.
  ///
  /// @throws TaskFailedException when all have ended, and one has failed and nobody was told
  /// @throws InterruptedException when the thread is interrupted: the tasks stay as they are, for
  ///   another `run` or for `close`
  /// @throws IllegalStateException when nobody can ever wake any of them, by name
  public void run() throws IOException, InterruptedException {
    enter("run");
    try {
      while (!living.isEmpty()) turn();
    } finally {
      leave();
    }
    failures.report();
  }

  /// Runs until `future` has ended, and returns its value or throws its failure, the very same. The
  /// other tasks have their turns meanwhile, and stay when this one has ended.
  ///
  /// @throws InterruptedException when the thread is interrupted: `future` is cancelled then
  @Override
  public <T> T blockOn(Future<T> future) throws IOException, InterruptedException {
    enter("blockOn");
    var task = spawn(future);
    try {
      while (!task.hasEnded()) turn();
    } finally {
      leave();
      if (!task.hasEnded()) task.cancel();
    }
    return task.result();
  }

  /// Those who are ready when it begins; whoever is woken meanwhile waits for the next.
  private void turn() throws IOException, InterruptedException {
    if (ready.size() == 0 || pollsUntilLook <= 0) look();
    var polls = ready.size();
    pollsUntilLook -= polls;
    for (var i = 0; i < polls; i++) poll(ready.take());
  }

  private void poll(Task<?> task) {
    if (watched) observer.resumed(task.id);
    polled = task.id;
    task.goOn(turn);
    if (task.hasEnded()) end(task);
    else if (task.isQueued()) again(task);
    else if (watched) observer.parked(task.id, task.waitsFor());
    polled = Observer.NOBODY;
  }

  /// It was woken while it was polled: it has its turn with the others.
  private void again(Task<?> task) {
    ready.add(task);
    if (watched) observer.yielded(task.id);
  }

  private void end(Task<?> task) {
    living.remove(task);
    failures.note(task);
    if (watched) observer.done(task.id, task.outcome());
    task.tellJoiner();
  }

  /// Looks what has happened outside, and waits for it if nobody is ready.
  private void look() throws IOException, InterruptedException {
    pollsUntilLook = POLLS_A_LOOK;
    outsideWakes.deliver();
    reactor.turn(patience());
    if (Thread.interrupted()) throw new InterruptedException("the run of the loop was stopped");
    if (!isSilent()) silence.isOver();
    else if (silence.isUnexplained()) silence.check(living);
  }

  private Duration patience() {
    if (ready.size() > 0) return Duration.ZERO;
    return isSilent() && silence.isUnexplained() ? Silence.SUSPICIOUS : Poll.FOREVER;
  }

  /// Whether only another thread could wake a task. A shutdown does not ask: it ends anyway.
  private boolean isSilent() {
    return !refusing
        && ready.size() == 0
        && reactor.isIdle()
        && outsideWakes.isEmpty()
        && !living.isEmpty();
  }

  void wake(Task<?> task) {
    if (Thread.currentThread() != owner) {
      outsideWakes.add(task);
    } else if (task.takesWake()) {
      ready.add(task);
      if (watched) observer.readied(task.id, polled);
    }
  }

  @Override
  public <T> Future<T> blocking(Callable<T> work) {
    return pool.future(work);
  }

  @Override
  public Reactor reactor() {
    return reactor;
  }

  /// Gives way once: everybody else who is ready comes first.
  public static Future<Void> yieldNow() {
    return new Yield();
  }

  private void enter(String method) {
    checkUse(method);
    if (running) {
      throw new IllegalStateException(
          method + "() inside a task: the loop runs already, so spawn and await instead");
    }
    running = true;
    inAnothersTurn = turn.hasBegun();
  }

  /// A task of another loop on this thread may have run this one: its turn goes on.
  private void leave() throws IOException {
    running = false;
    if (inAnothersTurn) turn.begin();
    reactor.flush();
  }

  private void checkUse(String method) {
    var me = Thread.currentThread();
    if (me != owner) {
      throw new IllegalStateException(
          "%s() was called by thread %s, but this EventLoop belongs to %s, which opened it"
              .formatted(method, me.getName(), owner.getName()));
    }
    if (closed) throw new IllegalStateException("this EventLoop is closed: open another");
    if (refusing && method.equals("spawn")) {
      throw new IllegalStateException("this EventLoop is being shut down, and takes no more tasks");
    }
  }

  /// A task that never gives way keeps this thread, and with it the shutdown.
  @Override
  public void shutdown(Duration patience) throws IOException, InterruptedException {
    if (closed) return;
    enter("shutdown");
    var late = List.<String>of();
    try {
      refusing = true;
      late = stillLiving(patience);
    } finally {
      leave();
    }
    close();
    if (!late.isEmpty()) throw UnfinishedTasksException.of(patience, late, List.of());
  }

  /// Runs until no task lives, or the patience is over.
  private List<String> stillLiving(Duration patience) throws IOException, InterruptedException {
    var over = new boolean[] {patience.isZero()};
    try (var limit = reactor.sleep(patience)) {
      var _ = limit.poll(() -> over[0] = true);
      while (!living.isEmpty() && !over[0]) turn();
    }
    return living.names();
  }

  /// Closes the future of every task that lives, so that what they hold is given back, and the
  /// event queue. Closing twice does nothing.
  ///
  /// @throws TaskFailedException when one has failed and nobody was told, or a future's `close`
  ///   threw
  @Override
  public void close() throws IOException {
    if (closed) return;
    checkUse("close");
    if (running) throw new IllegalStateException("a task cannot close the loop it runs on");
    closed = true;
    living.forEach(this::giveUp);
    pool.close();
    reactor.close();
    failures.report();
  }

  private void giveUp(Task<?> task) {
    task.giveUp();
    end(task);
  }

  /// The tasks that live, and what each of them waits for.
  @Override
  public String toString() {
    return living.isEmpty() ? "no task lives" : living.toString();
  }
}
