package asynclab.completion;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// What io_uring does for streams since Linux 6.0: one submission receives again and again, and the
/// kernel takes a buffer when bytes are there. So an idle connection holds none, and the whole loop
/// needs one ring of them.
final class RingCarrier extends Carrier {
  static final int BUFFERS = 512;

  private final UringQueue uring;
  private final BufferRing ring;

  RingCarrier(UringQueue uring, int buffers) throws IOException {
    super(uring);
    this.uring = uring;
    this.ring = uring.bufferRing(buffers, BUFFER_BYTES);
  }

  @Override
  void receive(Endpoint from, Inbox inbox, long token) throws IOException {
    uring.recvMultishot(from, ring, token);
  }

  @Override
  @Nullable Piece piece(Inbox inbox, Completion each) {
    var buffer = each.buffer();
    if (buffer < 0) return null;
    if (each.result() > 0) return new Piece(ring.get(buffer), each.result(), buffer);
    ring.giveBack(buffer);
    return null;
  }

  @Override
  void giveBack(Piece piece) {
    if (piece.isLent()) ring.giveBack(piece.buffer);
  }

  @Override
  boolean repeats() {
    return true;
  }

  /// Or else each turn would be ended by the news of what it has sent itself.
  @Override
  boolean sendSilently(Endpoint to, MemorySegment bytes, long token) throws IOException {
    uring.sendNow(to, bytes, (int) bytes.byteSize(), token);
    return true;
  }
}
