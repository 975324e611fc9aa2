package asynclab.notebook.checks;

import java.util.List;

/// The exercise `01.slice`: who was off the processor against their will, and when.
@FunctionalInterface
public interface Slicer {
  /// What a thread says with a stamp: it computes, or it is about to sleep.
  enum Doing {
    COMPUTES,
    SLEEPS
  }

  /// A thread's note, at a millisecond of the run. While it computes it makes one each millisecond.
  record Stamp(String thread, int at, Doing doing) {}

  /// A thread whose processor was taken: between its stamps `from` and `to` it did not run.
  record Off(String thread, int from, int to) {
    @Override
    public String toString() {
      return thread + " " + from + "-" + to;
    }
  }

  /// Everyone whose processor was taken, in the order of `from`.
  ///
  /// @param stamps of all threads, in the order of time
  List<Off> taken(List<Stamp> stamps);
}
