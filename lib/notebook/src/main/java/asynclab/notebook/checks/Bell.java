package asynclab.notebook.checks;

import asynclab.poll.Poll;
import java.io.IOException;

/// The exercise `04.wake`: something to wait on that any thread can ring.
public interface Bell extends AutoCloseable {
  /// Sleeps until the bell has been rung since the last wait. A ring before the wait counts; many
  /// rings are one.
  void await() throws IOException;

  /// Rings. Any thread may call it.
  void ring() throws IOException;

  /// Gives back what it opened, except the `Poll`.
  @Override
  void close() throws IOException;

  /// Makes a bell.
  @FunctionalInterface
  interface Maker {
    /// A bell that sleeps in `poll`, where nothing else is registered.
    Bell over(Poll poll) throws IOException;
  }
}
