package asynclab.notebook.checks;

import java.lang.foreign.MemorySegment;

/// The exercise `09.hoist`: a coroutine whose state may be moved in mid-await.
@FunctionalInterface
public interface Hoist {
  /// The coroutine: it reads a line, and awaits each byte.
  interface Line {
    /// The byte it has waited for; it is written into the state.
    void take(byte next);

    /// The state lies in `state` from now on, copied by somebody else; what lay in the old place is
    /// no longer the coroutine's.
    void movedTo(MemorySegment state);

    /// What it has read so far, out of the state.
    String text();
  }

  /// A line of which nothing has been read.
  ///
  /// @param state 16 bytes for what it reads
  Line begin(MemorySegment state);
}
