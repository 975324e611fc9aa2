package asynclab.notebook.ladder;

import asynclab.executor.Executor;
import asynclab.executor.JoinHandle;
import asynclab.executor.LoopReactor;
import asynclab.executor.Reactor;
import asynclab.futures.Future;
import java.io.IOException;

/// Five parts, put together.
///
/// Threads: that which opened it.
public final class LadderRuntime implements Executor, AutoCloseable {
  private final Executor executor;
  private final LoopReactor reactor;

  LadderRuntime(Executor executor, LoopReactor reactor) {
    this.executor = executor;
    this.reactor = reactor;
  }

  /// What its tasks wait for.
  public Reactor reactor() {
    return reactor;
  }

  /// Takes the event queue away from whoever waits in it: the wait ends with an
  /// [IllegalStateException]. From any thread, for a runtime that hangs.
  public void takeAway() throws IOException {
    reactor.close();
  }

  @Override
  public <T> JoinHandle<T> spawn(Future<T> future) {
    return executor.spawn(future);
  }

  @Override
  public <T> JoinHandle<T> spawn(String name, Future<T> future) {
    return executor.spawn(name, future);
  }

  @Override
  public <T> T blockOn(Future<T> future) throws IOException, InterruptedException {
    return executor.blockOn(future);
  }

  @Override
  public void close() throws IOException {
    try {
      if (executor instanceof AutoCloseable closeable) closeable.close();
    } catch (IOException | RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IOException("the executor could not be closed", failure);
    } finally {
      reactor.close();
    }
  }
}
