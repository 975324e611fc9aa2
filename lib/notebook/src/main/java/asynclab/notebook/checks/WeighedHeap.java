package asynclab.notebook.checks;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/// Objects of a known weight, each watched by a weak reference. An object that the JVM's collector
/// has taken lies there until [#collect], as it would on a heap that nobody collects.
final class WeighedHeap implements Heap {
  private record Piece(WeakReference<Object> object, int bytes) {}

  private final List<Piece> pieces = new ArrayList<>();

  /// A new array of so many bytes.
  byte[] make(int bytes) {
    var made = new byte[bytes];
    pieces.add(new Piece(new WeakReference<>(made), bytes));
    return made;
  }

  @Override
  public long used() {
    return pieces.stream().mapToLong(Piece::bytes).sum();
  }

  @Override
  public void collect() {
    System.gc();
    pieces.removeIf(piece -> piece.object.refersTo(null));
  }
}
