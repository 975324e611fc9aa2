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
  private @Nullable Waker woken;

  /// Mostly there is one, and then no list is made.
  private @Nullable List<Waker> moreWoken;

  /// For a try-with-resources; its end calls the wakers.
  Lock enter() {
    lock.lock();
    return this;
  }

  /// To be called when the lock is free.
  void wake(Waker waker) {
    if (woken == null) {
      woken = waker;
    } else {
      if (moreWoken == null) moreWoken = new ArrayList<>();
      moreWoken.add(waker);
    }
  }

  /// One waker that throws keeps no other asleep: all are called, then the first failure is thrown.
  @Override
  public void close() {
    var first = woken;
    var others = moreWoken;
    woken = null;
    moreWoken = null;
    lock.unlock();
    if (first == null) return;
    var failure = call(first, null);
    if (others != null) for (var other : others) failure = call(other, failure);
    if (failure != null) throw failure;
  }

  private static @Nullable RuntimeException call(Waker waker, @Nullable RuntimeException earlier) {
    try {
      waker.wake();
      return earlier;
    } catch (RuntimeException thrown) {
      if (earlier == null) return thrown;
      earlier.addSuppressed(thrown);
      return earlier;
    }
  }
}
