package asynclab.notebook.checks;

import asynclab.futures.Polled;
import asynclab.futures.Waker;
import java.util.Optional;

/// The exercise `12c.lost`: a poll, and a thread that may put a letter in at any moment.
@FunctionalInterface
public interface LostCall {
  /// Ready with the letter; or pending, and then `waker` is called when the letter has come.
  Polled<String> poll(Box box, Waker waker);

  /// What both threads see. Each of its calls is one step, and the letter may come between two.
  interface Box {
    /// The letter, if it has come.
    Optional<String> look();

    /// Leaves a waker, in the place of the one that was left before. Who puts the letter in calls
    /// the one that lies there then; a waker that is left later is called by nobody.
    void leave(Waker waker);
  }
}
