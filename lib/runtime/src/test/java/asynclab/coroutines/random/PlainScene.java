package asynclab.coroutines.random;

import asynclab.futures.Future;
import asynclab.futures.Pending;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.util.concurrent.CancellationException;

/// The scene of methods that keep their thread: what a coroutine has to be like.
public class PlainScene extends Scene {
  private boolean isClosed;

  public PlainScene() {}

  /// Waits; or, once it is time to close, throws as the await of a closed coroutine does.
  protected final <A> A await(Future<A> future) {
    if (isClosed) throw closed(future);
    while (true) {
      switch (Polled.of(future, Waker.NONE)) {
        case Ready<A> ready -> {
          return ready.get();
        }
        case Pending<A> _ -> {
          if (isTimeToClose()) throw closed(future);
        }
      }
    }
  }

  private CancellationException closed(Future<?> future) {
    isClosed = true;
    future.close();
    return new CancellationException("closed");
  }
}
