package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Ready;
import asynclab.futures.Turn;
import asynclab.futures.Waker;
import asynclab.poll.Poll;
import asynclab.poll.Poller;
import asynclab.trace.Observer;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Many threads that poll many futures, and take work from each other: Blumofe and Leiserson's
/// scheduler of 1999, with the queues of Go and Tokio, over one reactor.
///
/// Each [Worker] has a queue of its own ([RingQueue]); what comes from other threads, and what does
/// not fit, is in one shared queue. A worker without work takes half of another's queue. One that
/// finds none sleeps, and one of the sleepers does so in the reactor; [Idle] says why nobody is
/// overlooked.
///
/// [#blockOn] gives its future to the workers and parks the caller. Polled by the caller it would
/// need no hand-over at its beginning and its end, but each of its wake-ups would have to cross to
/// a sleeping thread, and what it spawns would start on the others.
///
/// A reactor that fails takes the runtime with it: every task ends with that failure.
///
/// Threads: all methods may be called by any, [#close] and [#shutdown] and [#blockOn] by none of
/// the workers. The workers are daemons.
public final class WorkStealing implements Runtime {
  private static final int WORKERS_MAX = 1000;

  final Observer observer;
  final boolean watched;
  final List<Worker> workers;
  private final PollReactor reactor;
  private final ReentrantLock inReactor = new ReentrantLock();
  private final Idle idle;
  private final ConcurrentLinkedQueue<SharedTask<?>> injection = new ConcurrentLinkedQueue<>();
  private final SharedLiving living = new SharedLiving();
  private final Consumer<SharedTask<?>> runQueue = this::woken;
  private final Failures failures = new Failures();
  private final BlockingPool pool = new BlockingPool();
  private final AtomicLong ids = new AtomicLong();
  private final LongAdder steals = new LongAdder();
  private volatile boolean over;

  /// With workers that are not started yet.
  WorkStealing(int count, PollReactor reactor, Observer observer) {
    this.observer = observer;
    this.watched = !observer.equals(Observer.NONE);
    this.reactor = reactor;
    this.idle = new Idle(count);
    this.workers = IntStream.range(0, count).mapToObj(n -> new Worker(this, idle, n)).toList();
  }

  /// On the best event queue.
  public static WorkStealing open(int workers) throws IOException {
    return open(workers, Observer.NONE);
  }

  /// The same, watched; the observer is called by all workers.
  public static WorkStealing open(int workers, Observer observer) throws IOException {
    return over(workers, Poller.ofSystem(), observer, System::nanoTime);
  }

  /// On a poller of your own, which it closes at the end, and with a clock of your own, which the
  /// poller's waits must move.
  public static WorkStealing over(
      int workers, Poller poller, Observer observer, LongSupplier nanoTime) {
    if (workers < 1 || workers > WORKERS_MAX) {
      throw new IllegalArgumentException(
          "1 to %d workers are possible, not %d".formatted(WORKERS_MAX, workers));
    }
    var runtime = new WorkStealing(workers, PollReactor.over(poller, observer, nanoTime), observer);
    runtime.workers.forEach(Thread::start);
    return runtime;
  }

  @Override
  public <T> JoinHandle<T> spawn(Future<T> future) {
    return begin(null, future);
  }

  @Override
  public <T> JoinHandle<T> spawn(String name, Future<T> future) {
    return begin(name, future);
  }

  private <T> SharedTask<T> begin(@Nullable String name, Future<T> future) {
    var task = new SharedTask<T>(runQueue, ids.getAndIncrement(), name, future);
    living.add(task);
    if (watched) observer.spawned(task.id, task.name());
    var worker = here();
    if (worker != null) worker.spawned(task);
    else fromOutside(task);
    return task;
  }

  /// The worker of this runtime that calls; null when it is another thread.
  private @Nullable Worker here() {
    return Thread.currentThread() instanceof Worker worker && worker.runtime == this
        ? worker
        : null;
  }

  /// Puts a task that has become ready where a worker will find it.
  private void woken(SharedTask<?> task) {
    var worker = here();
    if (watched) observer.readied(task.id, worker == null ? Observer.NOBODY : worker.polled);
    if (worker != null) worker.woken(task);
    else fromOutside(task);
  }

  private void fromOutside(SharedTask<?> task) {
    inject(task);
    idle.callOne();
  }

  /// Into the shared queue: it holds each living task once at most.
  void inject(SharedTask<?> task) {
    injection.add(task);
  }

  @Nullable SharedTask<?> injected() {
    return injection.poll();
  }

  SharedTask<?> stolen(SharedTask<?> task) {
    steals.increment();
    return task;
  }

  /// How often a worker has taken work from another.
  public long steals() {
    return steals.sum();
  }

  /// Whether a task is in a queue. Whoever goes to sleep has said so before.
  boolean hasWork() {
    VarHandle.fullFence();
    if (!injection.isEmpty()) return true;
    for (var worker : workers) if (worker.hasQueued()) return true;
    return false;
  }

  void ended(SharedTask<?> task) {
    failures.note(task);
    if (watched) observer.done(task.id, task.outcome());
    living.remove(task);
    task.tellJoiner();
  }

  /// By the one worker that has its place there, until something happens or it is called. It may
  /// have been called before, and a look of another worker have met with that call.
  void waitInReactor(Worker worker) throws IOException {
    inReactor.lock(); // a look ends soon
    try {
      if (!worker.called) reactor.turn(Poll.FOREVER);
    } finally {
      inReactor.unlock();
    }
  }

  /// Does not wait, and does nothing when somebody is there.
  void lookIntoReactor() throws IOException {
    if (!inReactor.tryLock()) return;
    try {
      reactor.turn(Duration.ZERO);
    } finally {
      inReactor.unlock();
    }
  }

  void endWait() {
    reactor.wakeup();
  }

  @Override
  public <T> T blockOn(Future<T> future) throws IOException, InterruptedException {
    checkOutside(
        "blockOn", "it would keep this worker from the others, so spawn and await instead");
    var task = begin(null, future);
    var me = Thread.currentThread();
    Waker unpark = () -> LockSupport.unpark(me);
    while (!(task.poll(unpark) instanceof Ready)) {
      LockSupport.park(this);
      if (!Thread.interrupted()) continue;
      task.cancel();
      throw new InterruptedException("blockOn was interrupted, and " + task.name() + " cancelled");
    }
    return task.result();
  }

  @Override
  public <T> Future<T> blocking(Callable<T> work) {
    return pool.future(work);
  }

  @Override
  public Reactor reactor() {
    return reactor;
  }

  /// Something has gone wrong that is no task's affair: all tasks end with it.
  void fail(Throwable cause) {
    if (over || !living.fail(cause)) return;
    idle.losesReactor();
    living.cancelAll();
    try {
      reactor.close();
    } catch (IOException | RuntimeException e) {
      if (!e.equals(cause)) cause.addSuppressed(e);
    }
  }

  boolean isOver() {
    return over;
  }

  private static void checkOutside(String method, String why) {
    if (Thread.currentThread() instanceof Worker) {
      throw new IllegalStateException(method + "() inside a task: " + why);
    }
  }

  /// Cancels all tasks, and waits until they have ended, for a second at most.
  ///
  /// @throws UnfinishedTasksException when one has not, because it never gives way
  @Override
  public void close() throws IOException {
    checkOutside("close", "a task cannot close the runtime it runs on");
    if (!living.refuse("is closed: open another")) return;
    finish(Duration.ZERO, List.of());
  }

  @Override
  public void shutdown(Duration patience) throws IOException {
    checkOutside("shutdown", "a task cannot end the runtime it runs on");
    if (!living.refuse("is being shut down, and takes no more tasks: open another")) return;
    finish(patience, living.awaitEnd(patience).stream().map(SharedTask::toString).toList());
  }

  /// @param late who was waited for in vain, in words
  private void finish(Duration patience, List<String> late) throws IOException {
    living.cancelAll();
    var stuck = living.awaitEnd(SharedLiving.GRACE).stream().map(this::stuck).toList();
    over = true;
    idle.end();
    workers.forEach(Worker::leave);
    endQueued();
    pool.close();
    reactor.close();
    if (late.size() + stuck.size() > 0) {
      throw UnfinishedTasksException.of(patience, late, stuck);
    }
    failures.report();
  }

  /// What the workers have left behind, when each of them stands in a poll that never ends.
  private void endQueued() {
    var mine = new RingQueue<SharedTask<?>>();
    while (true) {
      var task = leftBehind(mine);
      if (task == null) return;
      if (task.goOn(Turn.ofThread()) == Task.State.DONE) ended(task);
    }
  }

  private @Nullable SharedTask<?> leftBehind(RingQueue<SharedTask<?>> mine) {
    var task = mine.pop();
    if (task == null) task = injected();
    for (var i = 0; task == null && i < workers.size(); i++) task = workers.get(i).robbed(mine);
    return task;
  }

  private UnfinishedTasksException.Stuck stuck(SharedTask<?> task) {
    for (var worker : workers) {
      if (worker.polls(task)) return worker.stuck(task);
    }
    return new UnfinishedTasksException.Stuck(task.toString(), List.of());
  }

  /// The tasks that live, and what each of them waits for.
  @Override
  public String toString() {
    return living.toString();
  }
}
