package asynclab.notebook.checks;

import asynclab.fibers.FiberScheduler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/// The exercise `02.six-ways`: three sleeps, as threads of three kinds, fibers, callbacks and
/// futures.
///
/// Each way does the same. Main says `A starts` and starts A, which sleeps for 4 units; then it
/// says `B starts` and starts B. B says `C starts` and starts C, which sleeps for 1 unit; then B
/// sleeps for 2 units. Each says at its end `A ends`, `B ends`, `C ends`.
public interface SixWays {
  /// Where the sleepers live: what is said, and a clock that only the check moves.
  interface World {
    /// Adds a line to the transcript.
    void say(String line);

    /// Waits for so many units, on the thread or the fiber that calls.
    void sleep(int units);

    /// Returns at once, and calls `then` when so many units have passed.
    void after(int units, Runnable then);
  }

  /// As threads: returns when all three have ended.
  ///
  /// @param starter has a thread for each task: of the system's, of a pool of three, virtual ones
  void threads(World world, ExecutorService starter) throws Exception;

  /// As fibers: spawns what is to be spawned; the check runs the scheduler.
  void fibers(World world, FiberScheduler scheduler) throws Exception;

  /// As callbacks of [World#after]: returns at once, and calls `done` when all three have ended.
  void callbacks(World world, Runnable done);

  /// As futures, completed by [World#after]: returns at once with one that is done when all three
  /// have ended.
  CompletableFuture<?> futures(World world);
}
