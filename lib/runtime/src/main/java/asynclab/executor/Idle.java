package asynclab.executor;

import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The workers that have nothing to do: those who search, those who are parked, and the one who
/// waits in the reactor.
///
/// # Why nobody who is ready is left with all workers asleep
///
/// Who makes a task ready puts it into a queue, and then calls a worker, unless one searches
/// already or none sleeps ([#callOne]). Who goes to sleep says so first ([#sleeps]), and then looks
/// into all queues once more. Between the two steps of each stands a full fence, so of the two at
/// least one sees what the other did first. Three cases:
///
/// 1. The caller sees a sleeper and nobody who searches: it wakes one.
/// 2. The caller sees nobody asleep: then whoever goes to sleep later looks into the queues after
///    that, and sees the task.
/// 3. The caller sees somebody who searches, and leaves the task to it. Whoever ends a search does
///    so with work ([#found]) or goes to sleep. The *last* one to end looks into all queues after
///    its end is known: with work it then calls another if anything is left, and without work it
///    stays awake. So what was left to those who searched is seen by the last of them.
///
/// At most half of the workers search at a time, because more would only get in each other's way. A
/// worker that may not search goes to sleep at once; then others search, and case 3 holds.
///
/// # Why no event is overlooked while a worker sleeps
///
/// Whoever goes to sleep takes the place in the reactor if that is free, and is parked otherwise.
/// Who is called in the reactor keeps the place until it is back, so that nobody else gets in its
/// way there. Who leaves the reactor, or is called to, counts as searching from then on. So while a
/// worker is parked somebody is in the reactor, or searches; and the last to search, if it has
/// found work, calls a parked one when the place in the reactor is free. That one finds nothing,
/// and takes it. *The price* is a worker that is woken although there is no work for it; without it
/// a long poll would keep all deadlines waiting while others sleep.
///
/// Threads: any; one lock, held for a few steps. It is taken when a worker runs out of work or is
/// called, and not between two polls.
final class Idle {
  private final int searchersMax;
  private final ArrayDeque<Worker> parked = new ArrayDeque<>();
  private @Nullable Worker inReactor;
  private boolean reactorIsGone;
  private boolean over;
  private int searching;

  /// Whether a call would wake somebody: the one thing that is read without the lock.
  private volatile boolean callable;

  Idle(int workers) {
    searchersMax = Math.max(1, workers / 2);
  }

  /// Wakes a worker that sleeps, unless one searches already. To be called when a task is in a
  /// queue.
  void callOne() {
    VarHandle.fullFence();
    if (!callable) return;
    var worker = chosen();
    if (worker != null) worker.call();
  }

  private synchronized @Nullable Worker chosen() {
    if (!callable) return null;
    var worker = parked.poll(); // the latest to sleep: its caches are the warmest
    if (worker == null) worker = inReactor;
    if (worker == null) return null;
    searching++;
    worker.called = true;
    update();
    return worker;
  }

  private void update() {
    callable = searching == 0 && (!parked.isEmpty() || inReactor != null);
  }

  /// Whether a worker may begin to search.
  synchronized boolean beginsSearch() {
    if (searching >= searchersMax) return false;
    searching++;
    update();
    return true;
  }

  /// A worker has found work, and searches no more. If it was the last it has to call another when
  /// there is work left.
  ///
  /// @return whether it was the last
  synchronized boolean found() {
    searching--;
    update();
    return searching == 0;
  }

  /// Whether a parked worker has to be called, because nobody waits in the reactor.
  synchronized boolean lacksReactor() {
    return inReactor == null && !reactorIsGone && !parked.isEmpty();
  }

  /// Where a worker sleeps.
  enum Place {
    REACTOR,
    PARKED
  }

  /// From now on this worker sleeps, at its `place`, and can be called; it has to look into all
  /// queues once more before it does.
  ///
  /// @param searched whether it did so until now
  /// @return false when nobody sleeps any more, because the runtime is over
  synchronized boolean sleeps(Worker worker, boolean searched) {
    if (over) return false;
    if (searched) searching--;
    worker.place = inReactor == null && !reactorIsGone ? Place.REACTOR : Place.PARKED;
    if (worker.place == Place.REACTOR) inReactor = worker;
    else parked.push(worker);
    update();
    return true;
  }

  /// A worker that has just gone to sleep has seen work, or one in the reactor is back: it searches
  /// now, also if it was called meanwhile.
  ///
  /// @param always also when enough others search
  /// @return whether it is awake
  synchronized boolean wakesUp(Worker worker, boolean always) {
    if (!worker.called) {
      if (!always && searching >= searchersMax) return false;
      parked.remove(worker);
      searching++;
    }
    if (worker.equals(inReactor)) inReactor = null;
    worker.called = false;
    update();
    return true;
  }

  /// Nobody waits in the reactor any more.
  synchronized void losesReactor() {
    reactorIsGone = true;
  }

  /// Wakes all; nobody goes to sleep any more.
  void end() {
    var sleepers = new ArrayDeque<Worker>();
    synchronized (this) {
      over = true;
      sleepers.addAll(parked);
      parked.clear();
      if (inReactor != null && !inReactor.called) sleepers.add(inReactor);
      for (var worker : sleepers) worker.called = true;
      searching += sleepers.size();
      update();
    }
    sleepers.forEach(Worker::call);
  }

  @Override
  public synchronized String toString() {
    return "%d parked, %s in the reactor, %d searching"
        .formatted(parked.size(), inReactor == null ? "nobody" : inReactor.getName(), searching);
  }
}
