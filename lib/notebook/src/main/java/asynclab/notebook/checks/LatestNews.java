package asynclab.notebook.checks;

import java.util.List;

/// The exercise `12c.unbounded`: a queue for those who cannot wait, such as measurements.
public interface LatestNews {
  /// Puts a message in and never waits. When there is no room, the oldest one is dropped for it.
  void offer(String message);

  /// Takes out all that is there, oldest first. If any were dropped since the last time, the first
  /// element says so: `lost 3`.
  List<String> take();

  /// Makes a queue.
  @FunctionalInterface
  interface Maker {
    /// An empty one with room for `capacity` messages.
    LatestNews of(int capacity);
  }
}
