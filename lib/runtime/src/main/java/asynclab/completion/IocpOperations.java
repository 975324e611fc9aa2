package asynclab.completion;

import asynclab.syscalls.Mswsock;
import asynclab.syscalls.Overlapped;
import asynclab.syscalls.WsaBuf;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The memory that the kernel reads and writes for the operations of an [IocpQueue]: one block for
/// each, which is the kernel's from the call until the packet.
///
/// The packet brings nothing but the block's address, so the blocks lie in a few large chunks, and
/// a subtraction finds the operation. There is a bound, and an end: see [#free].
final class IocpOperations {
  private static final int CHUNK = 1024;
  private static final int CHUNKS_MAX = 64;
  private static final long BUFFER = Overlapped.LAYOUT.byteSize();
  private static final long FLAGS = BUFFER + WsaBuf.LAYOUT.byteSize();
  private static final long ADDRESSES = FLAGS + Long.BYTES;
  private static final long BYTES = ADDRESSES + 2 * Mswsock.ACCEPT_ADDRESS_BYTES;

  private final Arena memory = Arena.ofShared();
  private final List<MemorySegment> chunks = new ArrayList<>();
  private final List<Operation> all = new ArrayList<>();
  private final Deque<Operation> idle = new ArrayDeque<>();

  /// What has to be done when it ends.
  enum Kind {
    /// Nothing: the number of bytes is the result.
    TRANSFER,
    /// The accepted socket is made like any other, and is the result.
    ACCEPT,
    /// The socket is made like any other; the result is 0.
    CONNECT
  }

  /// One operation on a socket.
  static final class Operation {
    final MemorySegment overlapped;
    final MemorySegment buffer;
    final MemorySegment flags;
    final MemorySegment addresses;
    Kind kind = Kind.TRANSFER;
    int slot = -1;
    int socket = -1; // the one it is on
    int accepted = -1; // the one that a connection is taken into

    private Operation(MemorySegment block) {
      overlapped = block.asSlice(0, BUFFER);
      buffer = block.asSlice(BUFFER, FLAGS - BUFFER);
      flags = block.asSlice(FLAGS, Long.BYTES);
      addresses = block.asSlice(ADDRESSES);
    }
  }

  /// A block that the kernel has nothing to do with.
  Operation take(Kind kind, int slot, int socket) {
    if (idle.isEmpty()) grow();
    var operation = idle.pop();
    Overlapped.clear(operation.overlapped);
    operation.kind = kind;
    operation.slot = slot;
    operation.socket = socket;
    return operation;
  }

  private void grow() {
    if (chunks.size() == CHUNKS_MAX) {
      throw new IllegalStateException(
          "more than %d operations are under way: await some before the next"
              .formatted(CHUNKS_MAX * CHUNK));
    }
    var chunk = memory.allocate(CHUNK * BYTES, Long.BYTES);
    chunks.add(chunk);
    for (var i = 0; i < CHUNK; i++) {
      var operation = new Operation(chunk.asSlice(i * BYTES, BYTES));
      all.add(operation);
      idle.add(operation);
    }
  }

  /// The operation whose packet has come; its block is ours again once it is given back.
  Operation at(long address) {
    for (var i = 0; i < chunks.size(); i++) {
      var offset = address - chunks.get(i).address();
      if (offset >= 0 && offset < CHUNK * BYTES) return all.get(i * CHUNK + (int) (offset / BYTES));
    }
    throw new IllegalStateException("no operation of this queue lies at " + address);
  }

  /// The one of a slot, if it is on a socket and has not been told.
  @Nullable Operation ofSlot(int slot) {
    for (var operation : all) if (operation.slot == slot) return operation;
    return null;
  }

  void giveBack(Operation operation) {
    operation.slot = -1;
    operation.accepted = -1;
    idle.push(operation);
  }

  /// Those that the kernel has not told the end of.
  List<Operation> underWay() {
    return all.stream().filter(operation -> operation.slot >= 0).toList();
  }

  int count() {
    return all.size() - idle.size();
  }

  /// Frees the blocks, unless the kernel may still write into one: then they stay for good.
  void free() {
    if (count() == 0) memory.close();
  }
}
