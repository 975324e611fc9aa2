package asynclab.sync;

import asynclab.futures.Future;
import asynclab.futures.Ready;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Counts who holds a permit at the same time; the threads park until their waker unparks them.
final class Meter {
  static final int ROUNDS = 5_000;

  final AtomicInteger turns = new AtomicInteger();
  final AtomicInteger most = new AtomicInteger();
  private final AtomicInteger inside = new AtomicInteger();

  void run(Semaphore semaphore) {
    for (var i = 0; i < ROUNDS; i++) {
      try (var _ = get(semaphore.acquire())) {
        var now = inside.incrementAndGet();
        most.accumulateAndGet(now, Math::max);
        turns.incrementAndGet();
        Thread.yield(); // so that the others come meanwhile
        inside.decrementAndGet();
      }
    }
  }

  /// The simplest executor: parks the thread until the future is ready.
  static <T> T get(Future<T> future) {
    var me = Thread.currentThread();
    while (true) {
      if (future.poll(() -> LockSupport.unpark(me)) instanceof Ready<T> ready) return ready.get();
      LockSupport.park(future);
    }
  }
}
