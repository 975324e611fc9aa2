package asynclab.completion;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;

/// Memory that is lent to the kernel again and again, because fresh memory costs more than to fill
/// it. Some of what comes back is kept, the rest is the collector's.
final class Buffers {
  private final int bytes;
  private final int kept;
  private final ArrayDeque<MemorySegment> free = new ArrayDeque<>();

  /// @param bytes of each
  /// @param kept how many that nobody uses stay
  Buffers(int bytes, int kept) {
    this.bytes = bytes;
    this.kept = kept;
  }

  MemorySegment take() {
    var used = free.poll();
    return used != null ? used : Arena.ofAuto().allocate(bytes, Long.BYTES);
  }

  void giveBack(MemorySegment buffer) {
    if (free.size() < kept) free.push(buffer);
  }
}
