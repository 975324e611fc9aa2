package asynclab.notebook.checks;

import java.util.Deque;

/// The exercise `08b.fair-turn`: one turn of an executor that sleeps in the event queue itself.
@FunctionalInterface
public interface FairTurn {
  /// Polls each task that is queued when the turn begins, once, the one that has waited longest
  /// first; then looks into the event queue, once.
  ///
  /// @param ready the queue: who is woken is added at its end
  /// @param look looks into the event queue, and wakes whom the events are for
  void turn(Deque<Runnable> ready, Runnable look);
}
