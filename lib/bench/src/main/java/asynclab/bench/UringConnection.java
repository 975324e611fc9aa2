package asynclab.bench;

import asynclab.completion.BufferRing;
import asynclab.completion.Endpoint;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// One caller, what is being sent, and what is to be sent after it.
final class UringConnection {
  final Endpoint socket;
  final int index;
  final long token;
  final BufferRing buffers;
  int buffer = -1; // of the ring, while it is being sent
  MemorySegment sending = MemorySegment.NULL;
  int left; // to be sent of it; 0 when nothing is under way
  MemorySegment rest = MemorySegment.NULL;
  boolean isQuiet; // being sent, and not told unless that fails
  boolean receiving;
  boolean paused;
  boolean ended;
  boolean closed;

  UringConnection(Endpoint socket, int index, BufferRing buffers) {
    this.buffers = buffers;
    this.socket = socket;
    this.index = index;
    this.token = (long) index << UringEchoServer.OP_BITS;
  }

  boolean isSending() {
    return left > 0;
  }

  void add(MemorySegment bytes, int count) {
    var all = Arena.ofAuto().allocate(rest.byteSize() + count);
    all.copyFrom(rest).asSlice(rest.byteSize()).copyFrom(bytes.asSlice(0, count));
    rest = all;
  }

  MemorySegment takeRest() {
    var all = rest;
    rest = MemorySegment.NULL;
    return all;
  }
}
