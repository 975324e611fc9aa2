package asynclab.notebook.checks;

import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.util.Optional;

/// The exercise `12c.starving`: a task that hands messages on, beside others.
@FunctionalInterface
public interface FairShare {
  /// How many messages one poll may handle.
  int MOST = 64;

  /// Handles messages, in order, and is always pending. A poll handles no more than [#MOST]; if
  /// there may be more, it has its next turn after the others. When there is none it is woken by
  /// the next message, and by nothing else.
  Polled<Void> poll(Inbox inbox, Waker waker);

  /// Where messages come from and go to.
  interface Inbox {
    /// Takes the next message out; empty when none is there.
    Optional<String> next();

    /// Hands a message on.
    void handle(String message);

    /// Calls `waker` when there is a message: at once if one is there already.
    void whenMore(Waker waker);
  }
}
