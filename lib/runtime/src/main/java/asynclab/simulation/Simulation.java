package asynclab.simulation;

import asynclab.executor.EventLoop;
import asynclab.executor.Reactor;
import asynclab.executor.Task;
import asynclab.executor.Watch;
import asynclab.futures.Future;
import asynclab.poll.ListeningSocket;
import asynclab.poll.Poller;
import asynclab.poll.Source;
import asynclab.poll.StreamSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

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
/// What takes a [Reactor] runs in it as it is: it is one. Time passes only while all tasks wait,
/// and then it jumps. Which of the ready tasks is next, how long a message travels and in what
/// pieces, what is lost and where a connection breaks is up to the seed; so each seed is one of the
/// orders in which things may happen, and [Seeds] looks for one that goes wrong. A run in which
/// nobody can wake anybody ends with an error that names who waits; so does one without end.
///
/// An executor of your own runs in it on [#poller] and [#nanoTime], with sockets from [#connect]
/// and [#listen]. The idea is FoundationDB's: one thread, and every choice out of one random
/// generator.
///
/// Threads: the one that made it. What others do could not be repeated, and is refused.
public final class Simulation implements Reactor, AutoCloseable {
  private final long seed;
  private final Kernel kernel;
  private final Network network;
  private final EventLoop loop;

  private Simulation(long seed, Conditions conditions) {
    this.seed = seed;
    this.kernel = new Kernel(seed, this::waiting);
    this.network = new Network(kernel, conditions);
    var scheduler = new SeededScheduler(kernel.chance);
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

  /// A new task.
  public <T> Task<T> spawn(Future<T> future) {
    return loop.spawn(future);
  }

  /// The same, with a name for the trace.
  public <T> Task<T> spawn(String name, Future<T> future) {
    return loop.spawn(name, future);
  }

  /// Runs until `future` has ended, and returns its value or throws its failure, the very same.
  ///
  /// @throws IllegalStateException when nobody can ever wake any task, by name, or when the run has
  ///   no end
  public <T> T blockOn(Future<T> future) throws IOException, InterruptedException {
    return loop.blockOn(future);
  }

  /// Runs until no task lives.
  ///
  /// @throws IllegalStateException as [#blockOn]
  public void run() throws IOException, InterruptedException {
    loop.run();
  }

  /// What an executor of your own waits in; its waits move the clock. The loop of this simulation
  /// waits in it too, so use one of the two.
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
  public StreamSocket connect(InetSocketAddress address) {
    return network.connect(address);
  }

  @Override
  public ListeningSocket listen(InetSocketAddress address) throws IOException {
    return network.listen(address);
  }

  @Override
  public Future<Void> readable(Source source) {
    return loop.readable(source);
  }

  @Override
  public Future<Void> writable(Source source) {
    return loop.writable(source);
  }

  @Override
  public Watch watch(Source source) {
    return loop.watch(source);
  }

  @Override
  public Future<Void> sleep(Duration time) {
    return loop.sleep(time);
  }

  /// Gives up the tasks that live.
  @Override
  public void close() throws IOException {
    loop.close();
  }

  @Override
  public String toString() {
    return "simulation of seed " + seed;
  }
}
