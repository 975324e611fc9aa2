package asynclab.notebook.ladder;

import asynclab.executor.Executor;
import asynclab.executor.LoopReactor;
import asynclab.executor.Scheduler;
import asynclab.poll.Poller;
import asynclab.trace.Observer;
import java.io.IOException;
import java.util.function.LongSupplier;

/// The borders between the parts of a runtime: how each is made, and of what. A constructor of
/// yours fits: `Makers.Pollers mine = OwnPoller::new;`
public final class Makers {
  private Makers() {}

  /// Makes what waits in the kernel.
  @FunctionalInterface
  public interface Pollers {
    Poller open() throws IOException;
  }

  /// Makes the waker of a task.
  @FunctionalInterface
  public interface Wakers {
    /// The waker of a task that is not queued yet.
    ///
    /// @param queue puts the task into its queue, from any thread
    TaskWaker of(Runnable queue);
  }

  /// Makes what keeps wakers, for sources and for deadlines.
  @FunctionalInterface
  public interface Reactors {
    /// A reactor that nobody turns yet.
    ///
    /// @param poller what it waits in, and closes in the end
    /// @param observer hears of the waits and the events
    /// @param nanoTime the clock, which the poller's waits move
    LoopReactor over(Poller poller, Observer observer, LongSupplier nanoTime) throws IOException;
  }

  /// Makes who says which of the ready is next.
  @FunctionalInterface
  public interface Schedulers {
    <T> Scheduler<T> open();
  }

  /// Makes who polls. It belongs to the thread that makes it.
  @FunctionalInterface
  public interface Executors {
    /// An executor without a task.
    ///
    /// @param reactor what it looks into, and sleeps in
    Executor over(LoopReactor reactor, Wakers wakers, Schedulers schedulers) throws IOException;
  }
}
