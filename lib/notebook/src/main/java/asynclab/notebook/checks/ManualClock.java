package asynclab.notebook.checks;

/// A clock that stands still until it is waited for: so hours pass in no time, always the same.
public final class ManualClock {
  private static final int READINGS_MAX = 10_000;

  private final long late;
  private long nanos = 7_000_000_000L; // a clock of nanoseconds begins anywhere
  private int readings;

  /// A clock whose waits end `late` nanoseconds after what was asked for, as real ones do.
  ManualClock(long late) {
    this.late = late;
  }

  /// The time: only differences mean something.
  ///
  /// @throws IllegalStateException when it is asked without end and nobody waits
  public long nanos() {
    if (++readings > READINGS_MAX) {
      throw new IllegalStateException(
          "asked 10,000 times for the time, and nobody waits: this clock moves in waitUntil");
    }
    return nanos;
  }

  /// Waits until `dueNanos`, as a thread would that has nothing to do: the clock moves on. A time
  /// that is over already ends the wait at once.
  public void waitUntil(long dueNanos) {
    readings = 0;
    if (dueNanos > nanos) nanos = dueNanos + late;
  }

  /// Time that passes while somebody computes.
  void pass(long amount) {
    nanos += amount;
    readings = 0;
  }

  /// The time, for the check.
  long now() {
    return nanos;
  }
}
