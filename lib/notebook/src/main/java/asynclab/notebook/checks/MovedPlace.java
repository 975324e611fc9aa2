package asynclab.notebook.checks;

import java.util.List;

/// The exercise `12c.moved`: a table whose entries know their own place in it, and are moved.
public interface MovedPlace {
  /// Puts an entry in that is in no table.
  void add(Entry entry);

  /// Takes an entry out; one that is not in does nothing. The last one fills the hole, so that
  /// nobody else has to move, and nobody has to be searched for.
  void remove(Entry entry);

  /// The entries, in any order.
  List<Entry> entries();

  /// Something that knows its place, as a timer does in its heap.
  final class Entry {
    /// Not in a table.
    public static final int NOWHERE = -1;

    static int comparisons;

    /// What it is called.
    public final String name;

    /// Where it is in its table, or [#NOWHERE].
    public int at = NOWHERE;

    Entry(String name) {
      this.name = name;
    }

    /// Whoever searches a list asks this.
    @Override
    public boolean equals(Object other) {
      comparisons++;
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// Makes a table.
  @FunctionalInterface
  interface Maker {
    /// An empty one.
    MovedPlace make();
  }
}
