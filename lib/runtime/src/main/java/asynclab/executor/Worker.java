package asynclab.executor;

import asynclab.futures.Turn;
import asynclab.trace.Observer;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A thread that polls tasks: first its own, then those of all, then others'.
///
/// What a task wakes goes into the worker's slot and is polled next, because its data is still in
/// the cache; but not more than [#SLOT_USES_MAX] times in a row, or two tasks that wake each other
/// would keep the queue waiting. All else goes through the queue. Every [#POLLS_A_LOOK] polls the
/// worker looks first at what came from outside: into the shared queue, and into the reactor if
/// nobody is there.
final class Worker extends Thread {
  /// A prime, so that no rhythm of tasks can hide from it.
  private static final int POLLS_A_LOOK = 61;

  private static final int SLOT_USES_MAX = 3;

  final WorkStealing runtime;
  private final Idle idle;
  private final RingQueue<SharedTask<?>> queue = new RingQueue<>();
  private final AtomicReference<@Nullable SharedTask<?>> slot = new AtomicReference<>();
  private final AtomicReference<@Nullable SharedTask<?>> current = new AtomicReference<>();

  /// Where it sleeps, or slept last, and whether it has to wake up: set by [Idle].
  volatile Idle.Place place = Idle.Place.PARKED;

  volatile boolean called;

  private boolean searching;
  private boolean inReactor;
  private int polls;

  /// Whose turn it is, for who is woken in it. For this thread alone.
  long polled = Observer.NOBODY;

  private int slotUses;

  Worker(WorkStealing runtime, Idle idle, int number) {
    super("asynclab-worker-" + number);
    setDaemon(true);
    this.runtime = runtime;
    this.idle = idle;
  }

  /// Polls until the runtime is over. What goes wrong in here, and not in a task, is the end of the
  /// runtime: the worker stays, to end the tasks.
  @Override
  public void run() {
    var turn = Turn.ofThread();
    while (!runtime.isOver()) {
      try {
        var task = next();
        if (task != null) poll(task, turn);
        else sleep();
      } catch (Throwable thrown) {
        runtime.fail(thrown);
      }
    }
    for (var task = own(); task != null; task = own()) poll(task, turn); // they were cancelled
  }

  private void poll(SharedTask<?> task, Turn turn) {
    if (runtime.watched) runtime.observer.resumed(task.id);
    polled = task.id;
    current.setRelease(task);
    var state = task.goOn(turn);
    current.setRelease(null);
    var _ = interrupted(); // meant for this task, if for anybody
    switch (state) {
      case DONE -> runtime.ended(task);
      case QUEUED -> again(task);
      default -> parked(task);
    }
    polled = Observer.NOBODY;
  }

  /// Another worker may have it already, so an observer may hear this late.
  private void parked(SharedTask<?> task) {
    if (runtime.watched) runtime.observer.parked(task.id, task.waitsFor());
  }

  /// It was woken while it was polled: it has its turn after the others.
  private void again(SharedTask<?> task) {
    if (runtime.watched) runtime.observer.yielded(task.id);
    enqueue(task);
    if (slot.getPlain() != null || queue.size() > 1) idle.callOne();
  }

  /// A task that was made ready on this thread.
  void woken(SharedTask<?> task) {
    if (inReactor) {
      enqueue(task);
      return;
    }
    var displaced = slot.getAndSet(task);
    if (displaced != null) spawned(displaced);
  }

  /// A task that was made on this thread, and anybody may take.
  void spawned(SharedTask<?> task) {
    enqueue(task);
    idle.callOne();
  }

  private void enqueue(SharedTask<?> task) {
    if (!queue.push(task)) runtime.inject(task);
  }

  private @Nullable SharedTask<?> next() throws Exception {
    var task = ++polls % POLLS_A_LOOK == 0 ? fromOutside() : null;
    if (task == null) task = own();
    if (task == null) task = runtime.injected();
    if (task == null) task = searched();
    if (task != null) endSearch();
    return task;
  }

  private @Nullable SharedTask<?> fromOutside() throws Exception {
    inReactor = true; // those who are woken go into the queue
    try {
      runtime.lookIntoReactor();
    } finally {
      inReactor = false;
    }
    if (queue.size() > 0) idle.callOne();
    return runtime.injected();
  }

  private @Nullable SharedTask<?> own() {
    if (slotUses < SLOT_USES_MAX) {
      var first = fromSlot();
      if (first != null) {
        slotUses++;
        return first;
      }
    }
    slotUses = 0;
    var task = queue.pop();
    return task == null ? fromSlot() : task;
  }

  private @Nullable SharedTask<?> fromSlot() {
    return slot.getPlain() == null ? null : slot.getAndSet(null);
  }

  /// Something of another worker's; what is in its slot only if there is nothing else, because its
  /// owner will soon come to that.
  private @Nullable SharedTask<?> searched() {
    if (!searching) searching = idle.beginsSearch();
    if (!searching) return null;
    var workers = runtime.workers;
    var first = ThreadLocalRandom.current().nextInt(workers.size());
    for (var i = 0; i < workers.size(); i++) {
      var victim = workers.get((first + i) % workers.size());
      var task = victim == this ? null : victim.queue.stealInto(queue);
      if (task != null) return runtime.stolen(task);
    }
    for (var victim : workers) {
      var task = victim.fromSlot();
      if (task != null) return runtime.stolen(task);
    }
    return runtime.injected();
  }

  private void endSearch() {
    if (!searching) return;
    searching = false;
    if (idle.found() && (runtime.hasWork() || idle.lacksReactor())) idle.callOne();
  }

  /// Until it is called, or has seen something to do. It searches then.
  void sleep() throws Exception {
    if (!idle.sleeps(this, searching)) return;
    searching = true; // when it is awake again
    if (runtime.hasWork() && idle.wakesUp(this, false)) return;
    try {
      if (place == Idle.Place.REACTOR) waitInReactor();
      else park();
    } finally {
      var _ = idle.wakesUp(this, true);
    }
  }

  private void waitInReactor() throws Exception {
    inReactor = true;
    try {
      runtime.waitInReactor(this);
    } finally {
      inReactor = false;
      var _ = interrupted(); // or it would never wait again
    }
  }

  private void park() {
    while (!called) {
      LockSupport.park(this);
      var _ = interrupted(); // or it would never park again
    }
  }

  /// Wakes it, after it was marked as called.
  void call() {
    if (place == Idle.Place.REACTOR) runtime.endWait();
    else LockSupport.unpark(this);
  }

  boolean hasQueued() {
    return queue.size() > 0;
  }

  boolean polls(SharedTask<?> task) {
    return task.equals(current.getAcquire());
  }

  /// Half of its queue, or what is in its slot.
  @Nullable SharedTask<?> robbed(RingQueue<SharedTask<?>> mine) {
    var task = queue.stealInto(mine);
    return task == null ? fromSlot() : task;
  }

  /// What is to be said of a task that it polls and that does not come back.
  UnfinishedTasksException.Stuck stuck(SharedTask<?> task) {
    var stack = List.of(getStackTrace());
    var at = stack.isEmpty() ? "an unknown place" : stack.getFirst().toString();
    var text = "%s (%s on %s, at %s)".formatted(task.name(), task.state(), getName(), at);
    return new UnfinishedTasksException.Stuck(text, stack);
  }

  /// Waits until it has left, for a moment; one that is kept by a task is interrupted, as the last
  /// that can be done.
  void leave() {
    if (current.getAcquire() != null) interrupt();
    var interrupted = interrupted();
    try {
      var _ = join(SharedLiving.GRACE);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) currentThread().interrupt();
  }
}
