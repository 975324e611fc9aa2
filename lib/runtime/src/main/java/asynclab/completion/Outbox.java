package asynclab.completion;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Bytes that a stream has taken and the kernel has not: what is written during a turn, and what
/// leaves. One send at a time, for two could overtake each other.
final class Outbox {
  private static final int SMALL_BYTES = 4096;
  private static final int LARGE_BYTES = 1 << 16;

  /// The memory of all outboxes of a loop.
  record Stock(Buffers small, Buffers large) {
    static Stock empty() {
      return new Stock(new Buffers(SMALL_BYTES, 256), new Buffers(LARGE_BYTES, 16));
    }

    private MemorySegment take(int bytes) {
      return bytes > SMALL_BYTES ? large.take() : small.take();
    }

    private void giveBack(MemorySegment buffer) {
      (buffer.byteSize() == SMALL_BYTES ? small : large).giveBack(buffer);
    }
  }

  private final Stock stock;
  private @Nullable MemorySegment filling;
  private int filled;
  private @Nullable MemorySegment leaving;
  private int at;
  private int end;
  private boolean isUnderWay;
  private boolean isQuiet;

  Outbox(Stock stock) {
    this.stock = stock;
  }

  boolean isEmpty() {
    return filling == null && leaving == null;
  }

  boolean hasRoom() {
    return filled < LARGE_BYTES;
  }

  /// Takes as many bytes as there is room for; returns how many.
  int take(ByteBuffer from) {
    var count = Math.min(from.remaining(), LARGE_BYTES - filled);
    if (count == 0) return 0;
    var into = roomFor(count);
    MemorySegment.copy(MemorySegment.ofBuffer(from), 0, into, filled, count);
    from.position(from.position() + count);
    filled += count;
    return count;
  }

  private MemorySegment roomFor(int count) {
    var old = filling;
    if (old != null && old.byteSize() - filled >= count) return old;
    var buffer = stock.take(filled + count);
    if (old != null) {
      MemorySegment.copy(old, 0, buffer, 0, filled);
      stock.giveBack(old);
    }
    filling = buffer;
    return buffer;
  }

  /// Hands the next send over, unless one is under way or there is nothing to send.
  ///
  /// @param mayBeSilent whether nobody waits for the end of it
  /// @return whether one is under way now that was not before
  boolean proceed(Carrier carrier, Member to, boolean mayBeSilent) throws IOException {
    if (isUnderWay || isEmpty()) return false;
    var isFresh = leaving == null;
    var isAwaited = isFresh && !hasRoom(); // who writes has to wait already
    if (isFresh) swap();
    isUnderWay = true;
    isQuiet =
        isFresh
            && !isAwaited
            && mayBeSilent
            && carrier.sendSilently(to.endpoint, rest(), to.token(Member.SEND_NOW));
    if (!isQuiet) carrier.send(to.endpoint, rest(), to.token(Member.SEND));
    return true;
  }

  private void swap() {
    leaving = filling;
    at = 0;
    end = filled;
    filling = null;
    filled = 0;
  }

  private MemorySegment rest() {
    if (leaving == null) throw new AssertionError("nothing is to be sent");
    return leaving.asSlice(at, end - at);
  }

  /// Whether silence about what is under way means that all was sent.
  boolean isQuiet() {
    return isQuiet;
  }

  /// The wait is over and nothing was heard.
  void silence() {
    if (isQuiet) sent(end - at);
  }

  /// A send has taken so many bytes, perhaps none: the rest has to be sent.
  void sent(int count) {
    isUnderWay = false;
    isQuiet = false;
    at += count;
    if (at == end) freeLeaving();
  }

  /// Nothing more will be sent. What the kernel may still read stays until it has told so.
  void discard() {
    if (filling != null) stock.giveBack(filling);
    filling = null;
    filled = 0;
    if (!isUnderWay) freeLeaving();
  }

  private void freeLeaving() {
    if (leaving != null) stock.giveBack(leaving);
    leaving = null;
  }
}
