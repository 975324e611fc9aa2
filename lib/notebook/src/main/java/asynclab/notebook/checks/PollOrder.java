package asynclab.notebook.checks;

/// The exercise `06.sort`: the steps of a poll and a wake, in the order in which they happen.
@FunctionalInterface
public interface PollOrder {
  /// The eight steps in their own words, one a line, the first one first.
  String steps();
}
