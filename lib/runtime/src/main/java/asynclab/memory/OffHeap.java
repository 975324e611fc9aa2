package asynclab.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/// A value off the heap, which may be moved until it is pinned.
///
/// A move copies its bytes and adjusts none of them: an address in it means what it meant before.
/// So an address in it that is its own is wrong after a move. Therefore no address is to be had
/// here: that takes [#pin], and what is pinned is moved no more.
///
/// It lives as long as the arena that holds it, and is open to that arena's threads: after its end
/// each use throws `IllegalStateException`, from another thread `WrongThreadException`. To pin, to
/// move and to swap exclude each other; reading and writing fields is as unordered between threads
/// as with plain fields.
///
/// ```java
/// var value = OffHeap.allocate(arena, LAYOUT).moveTo(another);   // as often as you like
/// var pinned = value.pin();
/// pinned.set(SELF, pinned.address(VALUE));                       // and now it stays
/// ```
///
/// @see <a href="https://doc.rust-lang.org/std/pin/">std::pin, the same at compile time</a>
public final class OffHeap {
  /// Where a value stands:
  ///
  /// ```text
  /// MOVABLE -> PINNED    // pin
  /// MOVABLE -> MOVED     // moveTo: the value is elsewhere now, and this is its empty place
  /// PINNED  -> MOVABLE   // unpin, unless its layout holds an address
  /// ```
  private enum State {
    MOVABLE,
    PINNED,
    MOVED
  }

  /// One lock for all: a swap concerns two values, and who locks two needs an order.
  private static final Object MOVES = new Object();

  private final MemorySegment bytes;
  private final StructLayout layout;
  private volatile State state = State.MOVABLE;

  private OffHeap(MemorySegment bytes, StructLayout layout) {
    this.bytes = bytes;
    this.layout = layout;
  }

  /// A value of zeros.
  public static OffHeap allocate(Arena arena, StructLayout layout) {
    return new OffHeap(arena.allocate(layout), layout.withoutName());
  }

  /// What `field` holds.
  ///
  /// @throws IllegalStateException when the value was moved away, or its arena is closed
  /// @throws IllegalArgumentException for a field of another struct
  public <V> V get(Field<V> field) {
    return field.read(here(field), field.offset());
  }

  /// Changes a field.
  ///
  /// @throws IllegalStateException when the value was moved away, or its arena is closed
  /// @throws IllegalArgumentException for a field of another struct
  public <V> void set(Field<V> field, V value) {
    field.write(here(field), value);
  }

  private MemorySegment here(Field<?> field) {
    field.in(layout);
    if (state == State.MOVED) throw refused("use");
    return bytes;
  }

  /// Moves the value into memory of `arena`, and answers it there. Here is nothing then.
  ///
  /// @throws IllegalStateException when it is pinned, was moved before, or its arena is closed
  public OffHeap moveTo(Arena arena) {
    synchronized (MOVES) {
      movable("move");
      var there = new OffHeap(arena.allocate(layout).copyFrom(bytes), layout);
      state = State.MOVED;
      return there;
    }
  }

  /// Exchanges two values: each is then where the other was.
  ///
  /// @throws IllegalStateException when one of them is pinned, was moved, or its arena is closed
  /// @throws IllegalArgumentException when their layouts differ
  public void swap(OffHeap other) {
    if (!layout.equals(other.layout)) {
      throw new IllegalArgumentException(
          "%s and %s have not the same layout".formatted(layout, other.layout));
    }
    synchronized (MOVES) {
      movable("swap");
      other.movable("swap");
      try (var frame = Arena.ofConfined()) {
        var mine = frame.allocate(layout).copyFrom(bytes);
        bytes.copyFrom(other.bytes);
        other.bytes.copyFrom(mine);
      }
    }
  }

  /// Pins the value where it is. A value that is pinned already gets one more handle.
  ///
  /// @throws IllegalStateException when it was moved away
  public Pinned pin() {
    synchronized (MOVES) {
      if (state == State.MOVED) throw refused("pin");
      state = State.PINNED;
      return new Pinned(this, bytes, layout);
    }
  }

  void unpin() {
    synchronized (MOVES) {
      if (state == State.PINNED) state = State.MOVABLE;
    }
  }

  MemorySegment bytes() {
    return bytes;
  }

  StructLayout layout() {
    return layout;
  }

  boolean isPinned() {
    return state == State.PINNED;
  }

  private void movable(String verb) {
    if (state != State.MOVABLE) throw refused(verb);
  }

  private IllegalStateException refused(String verb) {
    return new IllegalStateException(
        state == State.PINNED
            ? "cannot %s a pinned value: somebody may hold its address".formatted(verb)
            : "cannot %s a value that was moved away: use what moveTo answered".formatted(verb));
  }

  /// Its state in a word, and no address.
  @Override
  public String toString() {
    return switch (state) {
      case MOVABLE -> "a movable value";
      case PINNED -> "a pinned value";
      case MOVED -> "nothing: moved away";
    };
  }
}
