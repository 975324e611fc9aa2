package asynclab.notebook.checks;

/// The exercise `05b.sleep`: fibers that sleep, on one thread that waits only when all of them do.
public interface Sleepers extends RoundRobin {
  /// Called in a fiber: returns when at least `nanos` nanoseconds have passed on the clock, and
  /// lets the others run meanwhile.
  void sleep(long nanos);

  /// Makes a scheduler.
  @FunctionalInterface
  interface Maker {
    /// One without a fiber, that reads and waits by `clock` alone.
    Sleepers over(ManualClock clock);
  }
}
