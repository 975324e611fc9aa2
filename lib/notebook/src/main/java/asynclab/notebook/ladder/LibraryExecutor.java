package asynclab.notebook.ladder;

import asynclab.executor.EventLoop;
import asynclab.executor.Executor;
import asynclab.executor.JoinHandle;
import asynclab.executor.LoopReactor;
import asynclab.executor.PollReactor;
import asynclab.futures.Future;
import asynclab.trace.Observer;
import java.io.IOException;

/// The library's loop, which sleeps in a reactor that is not its own, and whose tasks are called by
/// wakers that are not its own.
final class LibraryExecutor implements Executor, AutoCloseable {
  private final EventLoop loop;
  private final Makers.Wakers wakers;

  LibraryExecutor(LoopReactor reactor, Makers.Wakers wakers, Makers.Schedulers schedulers) {
    var poller = new TurningPoller(reactor);
    loop = EventLoop.over(poller, Observer.NONE, System::nanoTime, schedulers.open());
    poller.rings = ((PollReactor) loop.reactor())::wakeup;
    this.wakers = wakers;
  }

  @Override
  public <T> JoinHandle<T> spawn(Future<T> future) {
    return loop.spawn(new CalledBy<>(wakers, future));
  }

  @Override
  public <T> JoinHandle<T> spawn(String name, Future<T> future) {
    return loop.spawn(name, new CalledBy<>(wakers, future));
  }

  @Override
  public <T> T blockOn(Future<T> future) throws IOException, InterruptedException {
    return loop.blockOn(new CalledBy<>(wakers, future));
  }

  /// Closes the reactor too.
  @Override
  public void close() throws IOException {
    loop.close();
  }
}
