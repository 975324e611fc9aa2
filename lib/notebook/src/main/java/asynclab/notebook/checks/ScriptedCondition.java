package asynclab.notebook.checks;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The condition of a lock, whose sleepers sleep by script: what happens meanwhile happens on the
/// sleeper's own thread, with the lock set free, and is over when the wait returns.
final class ScriptedCondition implements Condition {
  /// What happens during a sleep.
  @FunctionalInterface
  interface Happening {
    void run() throws InterruptedException;
  }

  /// Whoever sleeps now sleeps for ever.
  static final class Asleep extends RuntimeException {
    private static final long serialVersionUID = 1;

    Asleep() {
      super("asleep, and nobody will signal the condition");
    }
  }

  private final ReentrantLock lock;
  private final Deque<Happening> script = new ArrayDeque<>();
  private boolean signalled;
  private int sleeps;

  ScriptedCondition(ReentrantLock lock) {
    this.lock = lock;
  }

  /// In the next sleep, or while this one goes on, that happens.
  void then(Happening happening) {
    script.add(happening);
  }

  /// In the next sleep, the wait returns early, as it may.
  void thenReturnsEarly() {
    script.add(() -> signalled = true);
  }

  int sleeps() {
    return sleeps;
  }

  @Override
  public void await() throws InterruptedException {
    sleep("await");
  }

  private void sleep(String method) throws InterruptedException {
    checkLock(method);
    sleeps++;
    signalled = false;
    var holds = lock.getHoldCount();
    for (var i = 0; i < holds; i++) lock.unlock();
    try {
      while (!signalled) happen();
    } finally {
      for (var i = 0; i < holds; i++) lock.lock();
    }
  }

  private void happen() throws InterruptedException {
    var next = script.poll();
    if (next == null) throw new Asleep();
    next.run();
  }

  @Override
  public void signal() {
    checkLock("signal");
    signalled = true;
  }

  @Override
  public void signalAll() {
    signal();
  }

  private void checkLock(String method) {
    if (lock.isHeldByCurrentThread()) return;
    throw new IllegalMonitorStateException(method + "() by a thread that does not hold the lock");
  }

  @Override
  public void awaitUninterruptibly() {
    try {
      sleep("awaitUninterruptibly");
    } catch (InterruptedException e) {
      throw new IllegalStateException("the check interrupts only whoever can be interrupted", e);
    }
  }

  @Override
  public long awaitNanos(long nanosTimeout) throws InterruptedException {
    sleep("awaitNanos");
    return Duration.ofDays(1).toNanos();
  }

  @Override
  public boolean await(long time, TimeUnit unit) throws InterruptedException {
    sleep("await");
    return true;
  }

  @Override
  public boolean awaitUntil(Date deadline) throws InterruptedException {
    sleep("awaitUntil");
    return true;
  }
}
