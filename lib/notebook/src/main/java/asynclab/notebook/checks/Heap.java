package asynclab.notebook.checks;

/// The heap of the exercise `07b.weigh`: what a maker makes lies there until it is collected.
///
/// Only what was made there is counted. So the figures are exact, whoever else uses the JVM's heap;
/// and whether something is garbage is for the JVM's own collector to say.
public interface Heap {
  /// The bytes that lie there: what somebody holds, and garbage.
  long used();

  /// Runs the collector; afterwards no garbage lies there.
  void collect();
}
