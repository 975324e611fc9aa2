package asynclab.sync;

import asynclab.futures.Waker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The lock of one shared thing, which is held for a few steps and never while anybody waits.
///
/// Wakers are gathered under it and called when it is free again: a waker is somebody else's code,
/// and may come straight back to this very thing.
final class Lock implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable List<Waker> woken;

  /// For a try-with-resources; its end calls the wakers.
  Lock enter() {
    lock.lock();
    return this;
  }

  /// To be called when the lock is free.
  void wake(Waker waker) {
    if (woken == null) woken = new ArrayList<>(1);
    woken.add(waker);
  }

  /// One waker that throws keeps no other asleep: all are called, then the first failure is thrown.
  @Override
  public void close() {
    var wakers = take();
    lock.unlock();
    @Nullable RuntimeException failure = null;
    for (var waker : wakers) {
      try {
        waker.wake();
      } catch (RuntimeException thrown) {
        if (failure == null) failure = thrown;
        else failure.addSuppressed(thrown);
      }
    }
    if (failure != null) throw failure;
  }

  private List<Waker> take() {
    if (woken == null) return List.of();
    var taken = woken;
    woken = null;
    return taken;
  }
}
