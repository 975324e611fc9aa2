package asynclab.notebook.checks;

/// The exercise `08b.hunt`: a run of [asynclab.notebook.SleepyRun] that ends badly.
public interface Hunt {
  /// The seed of a run that ends asleep with work queued.
  long seed();

  /// The number of the line of its log, the first being 1, by which the call is lost.
  int step();
}
