package asynclab.notebook.checks;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/// The exercise `08.parker`: a thread sleeps until it is called, and a call that comes early
/// counts.
public interface Parker {
  /// Returns when there is a permit, and takes it. One thread parks, and no other.
  void park() throws InterruptedException;

  /// Leaves a permit, if there is none. Any thread may call it.
  void unpark();

  /// Makes a parker.
  @FunctionalInterface
  interface Maker {
    /// A parker without a permit. `condition` belongs to `lock`, and nobody else uses the two.
    Parker of(Lock lock, Condition condition);
  }
}
