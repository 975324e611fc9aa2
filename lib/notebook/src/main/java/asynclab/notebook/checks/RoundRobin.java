package asynclab.notebook.checks;

/// The exercise `05b.round-robin`: fibers that take turns on one thread.
public interface RoundRobin {
  /// Adds a fiber that will run `body`. A running fiber may call it too; `body` has its first turn
  /// when those that stand in the queue have had theirs.
  void spawn(Runnable body);

  /// Called in a fiber: gives the thread back and returns at the fiber's next turn.
  @SuppressWarnings("NamedLikeContextualKeyword") // the word of the field
  void yield();

  /// Gives each fiber a turn, over and over, until all have ended.
  void run();

  /// Makes a scheduler.
  @FunctionalInterface
  interface Maker {
    /// One without a fiber.
    RoundRobin make();
  }
}
