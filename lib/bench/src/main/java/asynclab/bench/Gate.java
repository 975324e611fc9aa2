package asynclab.bench;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;

/// Shut until it is opened. Many may wait, and it keeps the waker of none: whoever opens it wakes
/// them.
final class Gate implements Future<Void> {
  private boolean open;

  void open() {
    open = true;
  }

  @Override
  public Polled<Void> poll(Waker waker) {
    return open ? Polled.done() : Polled.pending();
  }
}
