package asynclab.simulation;

import asynclab.executor.EventLoop;
import asynclab.executor.Reactor;
import asynclab.executor.Runtime;
import asynclab.executor.Task;
import asynclab.futures.Future;
import asynclab.poll.Poller;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;

/// A world for futures that does the same again for the same seed: an [EventLoop] whose clock,
/// event queue, network and scheduler are simulated.
///
/// ```java
/// try (var simulation = Simulation.of(17)) {
///   var answer = simulation.blockOn(ask(simulation, "R0"));   // five seconds pass at once
///   System.out.print(simulation.trace());
/// }
/// ```
///
/// What takes a [Reactor] or a [Runtime] runs in it as it is: it is one. Time passes only while all
/// tasks wait, and then it jumps. Which of the ready tasks is next, how long a message travels and
/// in what pieces, what is lost and where a connection breaks is up to the seed; so each seed is
/// one of the orders in which things may happen, and [Seeds] looks for one that goes wrong. A run
/// in which nobody can wake anybody ends with an error that names who waits; so does one without
/// end.
///
/// An executor of your own runs in it on [#poller] and [#nanoTime], with sockets from [#connect]
/// and [#listen]. The idea is FoundationDB's: one thread, and every choice out of one random
/// generator.
///
/// Threads: the one that made it. What others do could not be repeated, and is refused.
public final class Simulation implements Runtime {
  private final long seed;
  private final Kernel kernel;
  private final EventLoop loop;

  private Simulation(long seed, Conditions conditions) {
    this.seed = seed;
    this.kernel = new Kernel(seed, conditions, this::waiting);
    var scheduler = new SeededScheduler<Task<?>>(kernel.chance);
    this.loop = EventLoop.over(kernel, kernel.journal, kernel::nanos, scheduler);
  }

  /// The run of this seed, on a [calm][Conditions#CALM] network.
  public static Simulation of(long seed) {
    return of(seed, Conditions.CALM);
  }

  /// The run of this seed.
  public static Simulation of(long seed, Conditions conditions) {
    return new Simulation(seed, conditions);
  }

  private String waiting() {
    return loop.toString();
  }

  @Override
  public <T> Task<T> spawn(Future<T> future) {
    return loop.spawn(future);
  }

  @Override
  public <T> Task<T> spawn(String name, Future<T> future) {
    return loop.spawn(name, future);
  }

  /// @throws IllegalStateException when nobody can ever wake any task, by name, or when the run has
  ///   no end
  @Override
  public <T> T blockOn(Future<T> future) throws IOException, InterruptedException {
    return loop.blockOn(future);
  }

  /// Runs until no task lives.
  ///
  /// @throws IllegalStateException as [#blockOn]
  public void run() throws IOException, InterruptedException {
    loop.run();
  }

  /// Calls `work` at the first poll, on this thread: it takes no simulated time.
  @Override
  public <T> Future<T> blocking(Callable<T> work) {
    return Future.lazy(() -> done(work));
  }

  private static <T> Future<T> done(Callable<T> work) {
    try {
      return Future.ready(work.call());
    } catch (Exception failure) {
      return Future.failed(failure);
    }
  }

  /// What an executor of your own waits in; its waits move the clock, and its sockets are those of
  /// the network. The loop of this simulation waits in it too, so use one of the two.
  public Poller poller() {
    return kernel;
  }

  /// The simulated time, from 0.
  public long nanoTime() {
    return kernel.nanos();
  }

  /// Adds a line of your own to the trace.
  public void note(String what) {
    kernel.journal.add(what);
  }

  /// What happened so far, a line for each step: milliseconds, and who does what. The same seed
  /// gives the same text.
  public String trace() {
    return kernel.journal.text();
  }

  /// What the run hangs on.
  public long seed() {
    return seed;
  }

  @Override
  public Reactor reactor() {
    return loop.reactor();
  }

  @Override
  public void shutdown(Duration patience) throws IOException, InterruptedException {
    loop.shutdown(patience);
  }

  @Override
  public void close() throws IOException {
    loop.close();
  }

  @Override
  public String toString() {
    return "simulation of seed " + seed;
  }
}
