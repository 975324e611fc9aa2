package asynclab.net.http;

import asynclab.coroutines.Coroutine;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.util.concurrent.Callable;

/// Takes one step after the other, for as long as they come to true.
final class Repeat extends Coroutine<Void> {
  private final Callable<Future<Boolean>> step;

  Repeat(Callable<Future<Boolean>> step) {
    this.step = step;
  }

  @Override
  protected Polled<Void> resume(Waker waker) throws Exception {
    while (true) {
      if (state == 0) {
        awaiting(step.call());
        state = 1;
      }
      if (isPending(waker)) return Polled.pending();
      if (!this.<Boolean>awaited()) return Polled.done();
      state = 0;
    }
  }
}
