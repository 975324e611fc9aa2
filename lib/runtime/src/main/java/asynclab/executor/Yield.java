package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;

/// Pending once, and woken already.
final class Yield implements Future<Void> {
  private int polls;

  @Override
  public Polled<Void> poll(Waker waker) {
    if (++polls > 2) throw new IllegalStateException("yieldNow() has ended, and is polled again");
    if (polls == 2) return Polled.done();
    waker.wake();
    return Polled.pending();
  }
}
