package asynclab.notebook.checks;

/// The exercise `01.switches`: how often a piece of work gave the processor up, and how often it
/// was taken away.
@FunctionalInterface
public interface SwitchMeter {
  /// Context switches of one thread.
  record Count(long voluntary, long involuntary) {}

  /// Runs `work` once and counts the switches of the thread that ran it, during it.
  Count measure(Runnable work) throws Exception;
}
