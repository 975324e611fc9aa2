package asynclab.notebook.checks;

import java.lang.foreign.Arena;

/// The exercise `09.pinned`: values off the heap that may be moved until they are pinned.
@FunctionalInterface
public interface PinIt {
  /// A handle to a value. Nobody gets at its bytes but by these methods.
  interface Box {
    /// What it holds.
    long get();

    /// Changes what it holds.
    void set(long value);

    /// One more handle to the same value.
    Box another();

    /// From now on nobody moves it, by whichever handle.
    void pin();

    /// The value in memory of `arena`.
    ///
    /// @throws IllegalStateException when it is pinned
    Box moveTo(Arena arena);

    /// Exchanges two values.
    ///
    /// @throws IllegalStateException when one of them is pinned; nothing has changed then
    void swap(Box other);
  }

  /// A new value in memory of `arena`.
  Box box(Arena arena, long value);
}
