package asynclab.notebook.checks;

import java.util.concurrent.Executor;

/// The exercise `02.stop-it`: work that runs, and a way to stop it.
@FunctionalInterface
public interface StopIt {
  /// Hands `work` to `executor`, once, and returns at once.
  ///
  /// @param executor one thread, which does one task after another and changes nothing of what a
  ///   task leaves behind
  /// @return stops the work: what runs is interrupted, once; what has not begun never begins; what
  ///   has ended is left alone
  Runnable start(Executor executor, Runnable work);
}
