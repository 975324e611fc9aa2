package asynclab.completion;

import asynclab.syscalls.Errno;
import asynclab.syscalls.IoUringBuf;
import asynclab.syscalls.SyscallException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Buffers that the kernel may fill: it takes one when bytes are there, and the completion says
/// which.
///
/// So a thousand idle connections need no thousand buffers. It belongs to one [UringQueue] and its
/// thread, and lives as long as that queue.
public final class BufferRing {
  private static final int COUNT_MAX = 1 << 15;
  private static final int PAGE = 4096;

  private final Uring uring;
  private final int group;
  private final int mask;
  private final int bytes;
  private final MemorySegment ring;
  private final MemorySegment memory;
  private final MemorySegment[] buffers;
  private final boolean[] lent;
  private short tail;

  BufferRing(Uring uring, int group, int count, int bytes) throws IOException {
    if (count < 1 || count > COUNT_MAX || Integer.bitCount(count) != 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "a ring has a power of two of buffers, up to 32768, of at least a byte; not %d of %d"
              .formatted(count, bytes));
    }
    this.uring = uring;
    this.group = group;
    this.mask = count - 1;
    this.bytes = bytes;
    ring = uring.allocate(count * IoUringBuf.LAYOUT.byteSize(), PAGE);
    memory = uring.allocate((long) count * bytes, PAGE);
    buffers = new MemorySegment[count];
    lent = new boolean[count];
    var result = IoUringBuf.register(uring.fd(), ring, count, group);
    if (result < 0) throw new SyscallException("io_uring_register", Errno.of(-result));
    for (var id = 0; id < count; id++) add(id);
  }

  private void add(int id) {
    var at = (long) id * bytes;
    buffers[id] = memory.asSlice(at, bytes);
    lend(id);
  }

  private void lend(int id) {
    lent[id] = true;
    IoUringBuf.write(ring, tail & mask, buffers[id].address(), bytes, id);
    IoUringBuf.publish(ring, ++tail);
  }

  /// How many buffers there are.
  public int count() {
    return buffers.length;
  }

  /// The buffer that a completion names: yours until you give it back.
  ///
  /// @param id from [Completion#buffer]
  public MemorySegment get(int id) {
    return buffers[id];
  }

  /// Lends the buffer to the kernel again.
  ///
  /// @throws IllegalStateException when the kernel has it already
  public void giveBack(int id) {
    if (lent[id]) throw new IllegalStateException("buffer " + id + " is with the kernel already");
    lend(id);
  }

  /// A completion names this buffer: it is the program's.
  void filled(int id) {
    lent[id] = false;
  }

  int group() {
    return group;
  }

  void checkBelongsTo(Uring other) {
    if (uring != other) {
      throw new IllegalArgumentException("this ring of buffers belongs to another queue");
    }
  }
}
