package asynclab.notebook.checks;

/// The exercise `05c.who-stops`: who stands still in each of eight situations.
@FunctionalInterface
public interface WhoStops {
  /// The situations in their own words, one a line, each with a colon and one of `itself` (it alone
  /// waits), `thread` (so does whoever else runs on its thread), `refused` (an exception says so)
  /// or `broken` (what the lock is for no longer holds, or nobody gets on).
  String told();
}
