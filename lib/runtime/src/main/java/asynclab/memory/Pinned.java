package asynclab.memory;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SequenceLayout;
import java.lang.foreign.StructLayout;

/// A handle to a value that stays where it is. The handle may be passed about and kept; it has no
/// way to copy the value, and gives its bytes to nobody.
///
/// Whether a value is pinned is known to the value and not to the handle, so two handles cannot
/// disagree.
public final class Pinned {
  private final OffHeap value;
  private final MemorySegment bytes;
  private final StructLayout layout;

  Pinned(OffHeap value, MemorySegment bytes, StructLayout layout) {
    this.value = value;
    this.bytes = bytes;
    this.layout = layout;
  }

  /// What `field` holds.
  ///
  /// @throws IllegalStateException when the value is unpinned again, or its arena is closed
  /// @throws IllegalArgumentException for a field of another struct
  public <V> V get(Field<V> field) {
    return field.read(here(field), field.offset());
  }

  /// Changes a field.
  ///
  /// @throws IllegalStateException when the value is unpinned again, or its arena is closed
  /// @throws IllegalArgumentException for a field of another struct
  public <V> void set(Field<V> field, V held) {
    field.write(here(field), held);
  }

  /// The address of a field, good until the value's arena is closed.
  ///
  /// @throws IllegalStateException when the value is unpinned again
  /// @throws IllegalArgumentException for a field of another struct
  public long address(Field<?> field) {
    return here(field).address() + field.offset();
  }

  /// What stands at the address that `pointer` holds, read as `target` is. It must lie within the
  /// value, so that a wrong address is an exception and no wild read.
  ///
  /// @throws IllegalStateException when it points out of the value, or the value's arena is closed
  /// @throws IllegalArgumentException for a field of another struct
  public <V> V follow(Field<Long> pointer, Field<V> target) {
    target.in(layout);
    var address = get(pointer);
    var whole = value.bytes();
    var from = address - whole.address();
    if (from < 0 || from > whole.byteSize() - target.bytes()) {
      throw new IllegalStateException(
          "%s holds 0x%x, and the value lies from 0x%x to 0x%x"
              .formatted(pointer, address, whole.address(), whole.address() + whole.byteSize()));
    }
    return target.read(whole, from);
  }

  /// A struct within this one: pinned as the whole is.
  ///
  /// @throws IllegalArgumentException when there is no struct of this name
  public Pinned project(String name) {
    var at = groupElement(name);
    if (!(layout.select(at) instanceof StructLayout part)) {
      throw new IllegalArgumentException("%s is no struct: read it by a Field".formatted(name));
    }
    return new Pinned(value, bytes.asSlice(layout.byteOffset(at), part), part.withoutName());
  }

  /// Gives the value back to whoever wants to move it. Its handles refuse from then on.
  ///
  /// @throws IllegalStateException when its layout holds an address: that might be its own
  public OffHeap unpin() {
    if (holdsAddress(value.layout())) {
      throw new IllegalStateException(
          "cannot unpin a value that holds an address: it might be its own");
    }
    value.unpin();
    return value;
  }

  private static boolean holdsAddress(MemoryLayout layout) {
    return switch (layout) {
      case AddressLayout _ -> true;
      case GroupLayout group -> group.memberLayouts().stream().anyMatch(Pinned::holdsAddress);
      case SequenceLayout many -> holdsAddress(many.elementLayout());
      default -> false;
    };
  }

  private MemorySegment here(Field<?> field) {
    field.in(layout);
    if (!value.isPinned()) {
      throw new IllegalStateException("the value is pinned no more: this handle is void");
    }
    return bytes;
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
