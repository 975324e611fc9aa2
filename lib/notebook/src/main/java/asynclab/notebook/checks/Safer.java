package asynclab.notebook.checks;

import java.util.concurrent.Callable;

/// The exercise `05b.safer`: fibers whose result, or failure, reaches whoever joins them.
public interface Safer {
  /// Adds a fiber that will run `body`, and returns the way to its result.
  <T> Handle<T> spawn(Callable<T> body);

  /// Called in a fiber: gives the thread back and returns at the fiber's next turn.
  @SuppressWarnings("NamedLikeContextualKeyword") // the word of the field
  void yield();

  /// Runs the fibers in turn until all have ended, whatever becomes of one of them.
  void run();

  /// What is left to others of a fiber.
  @FunctionalInterface
  interface Handle<T> {
    /// Called in another fiber: waits for the end, while others run. It may be called any number of
    /// times, and always says the same.
    ///
    /// @return what the body returned
    /// @throws Exception what the body threw, the same object
    /// @throws IllegalStateException when a fiber joins itself
    T join() throws Exception;
  }

  /// Makes a scheduler.
  @FunctionalInterface
  interface Maker {
    /// One without a fiber.
    Safer make();
  }
}
