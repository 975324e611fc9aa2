package asynclab.bench;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;

/// Shut until it is opened; one task may wait for it. As small as a leaf can be.
final class Gate implements Future<Void> {
  private Waker waiting = Waker.NONE;
  private boolean open;

  void open() {
    open = true;
    waiting.wake();
  }

  @Override
  public Polled<Void> poll(Waker waker) {
    if (open) return Polled.done();
    waiting = waker;
    return Polled.pending();
  }
}
