package asynclab.completion;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// Bytes that have come and are not read yet.
final class Piece {
  /// Of a piece that was copied: nothing has to be given back.
  private static final int COPY = -1;

  final MemorySegment bytes;
  final int buffer;
  private final int end;
  private int at;

  /// @param bytes holds `end` of them
  /// @param buffer its number among those that are lent to the kernel
  Piece(MemorySegment bytes, int end, int buffer) {
    this.bytes = bytes;
    this.end = end;
    this.buffer = buffer;
  }

  /// The same out of the way of the kernel's buffers.
  Piece copy() {
    var rest = new byte[left()];
    MemorySegment.ofArray(rest).copyFrom(bytes.asSlice(at, rest.length));
    return new Piece(MemorySegment.ofArray(rest), rest.length, COPY);
  }

  boolean isLent() {
    return buffer != COPY;
  }

  int left() {
    return end - at;
  }

  /// Moves as much as there is room for; returns how many bytes.
  int moveTo(ByteBuffer into) {
    var count = Math.min(left(), into.remaining());
    MemorySegment.copy(bytes, at, MemorySegment.ofBuffer(into), 0, count);
    into.position(into.position() + count);
    at += count;
    return count;
  }
}
