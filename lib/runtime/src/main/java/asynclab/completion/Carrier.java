package asynclab.completion;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// How streams are served by a queue: by the plain operations that every queue has.
///
/// A receive is lent a buffer of its own for as long as it waits, so idle connections cost one
/// each. [RingCarrier] does better.
class Carrier {
  static final int BUFFER_BYTES = 4096;
  private static final int BUFFERS_KEPT = 256;

  final CompletionQueue queue;
  private final Buffers buffers = new Buffers(BUFFER_BYTES, BUFFERS_KEPT);

  Carrier(CompletionQueue queue) {
    this.queue = queue;
  }

  /// The best way to serve streams by this queue.
  static Carrier of(CompletionQueue queue) throws IOException {
    if (!(queue instanceof UringQueue uring) || !uring.servesStreams()) return new Carrier(queue);
    return new RingCarrier(uring, RingCarrier.BUFFERS);
  }

  /// Receives, once or again and again.
  void receive(Endpoint from, Inbox inbox, long token) throws IOException {
    var buffer = buffers.take();
    inbox.lent = buffer;
    queue.recv(from, buffer, token);
  }

  /// What a completion of a receive has brought.
  @Nullable Piece piece(Inbox inbox, Completion each) {
    var buffer = inbox.lent;
    inbox.lent = null;
    if (buffer == null) return null;
    if (each.result() > 0) return new Piece(buffer, each.result(), 0);
    buffers.giveBack(buffer);
    return null;
  }

  /// A piece was read.
  void giveBack(Piece piece) {
    if (piece.isLent()) buffers.giveBack(piece.bytes);
  }

  /// Whether a receive goes on by itself, so that it has to be stopped, and fills buffers that
  /// belong to all.
  boolean repeats() {
    return false;
  }

  /// Sends, with a completion that tells.
  final void send(Endpoint to, MemorySegment bytes, long token) throws IOException {
    queue.send(to, bytes, token);
  }

  /// Sends what the socket takes at once, and is told only if that is not all; the next wait then
  /// means that it was. It does not end that wait, so nobody may wait for it.
  ///
  /// @return false when this queue cannot: nothing has been done
  boolean sendSilently(Endpoint to, MemorySegment bytes, long token) throws IOException {
    return false;
  }
}
