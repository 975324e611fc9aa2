package asynclab.memory;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;

/// One field of a struct, by which values of that struct are read and written.
///
/// An address is the number that it is, a `Long`.
///
/// @param <V> what it holds: `Long`, `Integer`, `Byte`, …
public final class Field<V> {
  private final StructLayout struct;
  private final String name;
  private final Class<V> type;
  private final long offset;
  private final long bytes;
  private final VarHandle handle;

  private Field(StructLayout struct, String name, Class<V> type, ValueLayout held) {
    this.struct = struct;
    this.name = name;
    this.type = type;
    offset = struct.byteOffset(groupElement(name));
    bytes = held.byteSize();
    handle = held.varHandle();
  }

  /// The field called `name`.
  ///
  /// @throws IllegalArgumentException when `struct` has no such field, or one of another type
  public static <V> Field<V> of(StructLayout struct, String name, Class<V> type) {
    var held = number(struct.select(groupElement(name)), name);
    var holds = MethodType.methodType(held.carrier()).wrap().returnType();
    if (holds != type) {
      throw new IllegalArgumentException(
          "%s is of type %s, not %s".formatted(name, holds.getSimpleName(), type.getSimpleName()));
    }
    return new Field<>(struct.withoutName(), name, type, held);
  }

  /// How it is read; an address as a number of the same size.
  private static ValueLayout number(MemoryLayout layout, String name) {
    return switch (layout) {
      case AddressLayout address ->
          ValueLayout.JAVA_LONG.withByteAlignment(address.byteAlignment());
      case ValueLayout value -> value;
      default ->
          throw new IllegalArgumentException(
              "%s is made of several values: project it, and name a field of it".formatted(name));
    };
  }

  /// Where it begins, in bytes from the beginning of its struct.
  public long offset() {
    return offset;
  }

  long bytes() {
    return bytes;
  }

  /// Refuses a field of another struct.
  void in(MemoryLayout layout) {
    if (!struct.equals(layout)) {
      throw new IllegalArgumentException(
          "%s is a field of %s, not of %s".formatted(name, struct, layout));
    }
  }

  V read(MemorySegment at, long from) {
    return type.cast(handle.get(at, from));
  }

  void write(MemorySegment at, V value) {
    handle.set(at, offset, (Object) value);
  }

  @Override
  public String toString() {
    return name;
  }
}
