package asynclab.kernel;

import org.jspecify.annotations.Nullable;

/// Which cell a thread works for: the one that started it, or that handed it the task it runs.
///
/// A thread inherits it from the thread that made it, platform and virtual alike. A thread without
/// one (the JDK's own helpers) counts for the cell that runs, or else ran last.
final class Origin {
  private static final InheritableThreadLocal<@Nullable Cell> OWN =
      new InheritableThreadLocal<>() {
        // A thread that only asked for its cell has a value too: none.
        @Override
        protected @Nullable Cell childValue(@Nullable Cell parent) {
          if (parent != null) parent.startsThread();
          return parent;
        }
      };
  private static volatile @Nullable Cell last;

  private Origin() {}

  /// The cell the calling thread works for; null before the first cell.
  static @Nullable Cell cell() {
    var own = OWN.get();
    return own == null ? last : own;
  }

  /// The cell the calling thread itself works for; null for a helper of the JDK.
  static @Nullable Cell own() {
    return OWN.get();
  }

  /// A cell begins; its thread calls [#enter] itself.
  static void begin(Cell cell) {
    last = cell;
  }

  /// From now on the calling thread works for `cell`; returns what it worked for before.
  static @Nullable Cell enter(@Nullable Cell cell) {
    var before = OWN.get();
    if (cell == before) return before;
    if (cell == null) {
      OWN.remove();
    } else {
      OWN.set(cell);
    }
    return before;
  }

  /// The key of the inherited value, for whoever looks into other threads.
  static InheritableThreadLocal<@Nullable Cell> key() {
    return OWN;
  }
}
