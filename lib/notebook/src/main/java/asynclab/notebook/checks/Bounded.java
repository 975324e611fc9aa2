package asynclab.notebook.checks;

import asynclab.futures.Future;
import java.util.Optional;

/// The exercise `12.bounded`: a mailbox with so much room and no more. All on one thread.
public interface Bounded {
  /// Ready when the mailbox has taken `message`. Who polls it while there is no room waits in line:
  /// rooms go to those who asked first, and the waker of the latest poll is called, once.
  ///
  /// Closed while it waits, it has left the line and sends nothing. Closed after it was woken and
  /// before it was polled, it may or may not have sent its message; nobody else may lose a room by
  /// it.
  Future<Void> send(String message);

  /// The message that was sent first, and its room is free; empty when there is none. Never waits.
  Optional<String> take();

  /// Makes a mailbox.
  @FunctionalInterface
  interface Maker {
    /// An empty one with room for `capacity` messages.
    Bounded of(int capacity);
  }
}
