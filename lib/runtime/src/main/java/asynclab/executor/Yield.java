package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;

/// Pending once, and woken already.
final class Yield implements Future<Void> {
  @SuppressWarnings("NullAway") // there is no other Void
  static final Ready<Void> DONE = Polled.ready(null);

  private int polls;

  @Override
  public Polled<Void> poll(Waker waker) {
    if (++polls > 2) throw new IllegalStateException("yieldNow() has ended, and is polled again");
    if (polls == 2) return DONE;
    waker.wake();
    return Polled.pending();
  }
}
