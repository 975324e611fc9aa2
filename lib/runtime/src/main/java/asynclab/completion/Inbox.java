package asynclab.completion;

import asynclab.poll.StreamSocket;
import asynclab.syscalls.Errno;
import asynclab.syscalls.SyscallException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What has come on a stream and is not read yet, and the receive that brings more.
///
/// Usually somebody waits, is woken in the same turn and reads from the very buffer that the kernel
/// filled. What is left at the end of a turn is copied, for the kernel's buffers are everybody's;
/// and when that is much, or in many pieces, the receive is stopped until it has been read. So a
/// peer that sends to nobody fills [#HELD_MAX] bytes here, what one more wait brings, and then its
/// own socket.
final class Inbox {
  static final int HELD_MAX = 1 << 16;
  private static final int PIECES_MAX = 64;

  private final Carrier carrier;
  private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
  private int held;
  private int copied; // how many of the pieces are copies: the first ones
  private boolean isReceiving;
  private boolean isStopping;
  private boolean isOver;
  private boolean isBroken;
  private @Nullable Errno failure;

  /// The buffer of a receive that has one of its own.
  @Nullable MemorySegment lent;

  Inbox(Carrier carrier) {
    this.carrier = carrier;
  }

  /// A receive has a completion.
  void told(Completion each) {
    if (!each.hasMore()) {
      isReceiving = false;
      isStopping = false;
    }
    var piece = carrier.piece(this, each);
    if (piece != null) {
      pieces.add(piece);
      held += piece.left();
    } else if (each.result() == 0) {
      isOver = true;
    } else if (each.isError() && !isAboutUs(each.errno())) {
      fails(each.errno());
    }
  }

  /// Whether it says nothing of the connection: it was stopped, or no buffer was there.
  private static boolean isAboutUs(Errno errno) {
    return errno == Errno.ECANCELED || errno == Errno.ENOBUFS || errno == Errno.EINTR;
  }

  private void fails(Errno why) {
    isOver = true;
    isBroken = true;
    failure = why;
  }

  /// Whether a read would not wait.
  boolean isReadable() {
    return isOver || !pieces.isEmpty();
  }

  boolean isOver() {
    return isOver;
  }

  int held() {
    return held;
  }

  boolean hasBytes() {
    return !pieces.isEmpty();
  }

  /// Whether the connection is broken, told or not.
  boolean isBroken() {
    return isBroken;
  }

  /// As [StreamSocket#read]: an error is told once, after the bytes that came before it.
  int read(ByteBuffer into) throws SyscallException {
    if (!into.hasRemaining()) throw new IllegalArgumentException("no room in the buffer");
    if (pieces.isEmpty()) {
      throwFailure("read");
      return isOver ? StreamSocket.END : StreamSocket.WOULD_BLOCK;
    }
    var count = 0;
    for (var first = pieces.peek(); first != null && into.hasRemaining(); first = pieces.peek()) {
      count += first.moveTo(into);
      if (first.left() == 0) removeFirst();
    }
    held -= count;
    return count;
  }

  private void removeFirst() {
    var first = pieces.remove();
    if (!first.isLent()) copied--;
    carrier.giveBack(first);
  }

  private void throwFailure(String call) throws SyscallException {
    var why = failure;
    failure = null;
    if (why != null) throw new SyscallException(call, why);
  }

  /// Copies what nobody has read, where the buffers are wanted by others.
  void clearBuffers() {
    if (!carrier.repeats() || copied == pieces.size()) return;
    for (var left = pieces.size(); left > 0; left--) {
      var piece = pieces.remove();
      pieces.add(piece.isLent() ? piece.copy() : piece);
      carrier.giveBack(piece);
    }
    copied = pieces.size();
  }

  /// Whether a receive has to be begun.
  boolean wants() {
    return !isReceiving && !isOver && held <= HELD_MAX / 2 && pieces.size() <= PIECES_MAX / 2;
  }

  void begins() {
    isReceiving = true;
  }

  /// Whether the receive has to be stopped; asked once.
  boolean hasTooMuch() {
    if (!isReceiving || isStopping || !carrier.repeats()) return false;
    if (held < HELD_MAX && pieces.size() < PIECES_MAX) return false;
    isStopping = true;
    return true;
  }

  /// Nobody will read.
  void discard() {
    while (!pieces.isEmpty()) removeFirst();
    held = 0;
  }
}
