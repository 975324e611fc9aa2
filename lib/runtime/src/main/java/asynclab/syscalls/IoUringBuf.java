package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/// `struct io_uring_buf { __u64 addr; __u32 len; __u16 bid; __u16 resv; }`: one buffer that the
/// kernel may fill, in a ring of them (`struct io_uring_buf_ring`).
///
/// The last two bytes of the first struct of a ring are no reserve: they are the ring's tail.
public final class IoUringBuf {
  /// The layout, 16 bytes.
  public static final StructLayout LAYOUT =
      structLayout(
          JAVA_LONG.withName("addr"),
          JAVA_INT.withName("len"),
          JAVA_SHORT.withName("bid"),
          JAVA_SHORT.withName("resv"));

  /// `struct io_uring_buf_reg`: how a ring of buffers is registered.
  static final StructLayout REGISTRATION =
      structLayout(
          JAVA_LONG.withName("ring_addr"),
          JAVA_INT.withName("ring_entries"),
          JAVA_SHORT.withName("bgid"),
          JAVA_SHORT.withName("pad"), // called flags since 6.4
          paddingLayout(24)); // resv

  static final long TAIL = LAYOUT.byteOffset(groupElement("resv"));

  private static final VarHandle SHORT = JAVA_SHORT.varHandle();
  private static final long LEN = LAYOUT.byteOffset(groupElement("len"));
  private static final long BID = LAYOUT.byteOffset(groupElement("bid"));

  private IoUringBuf() {}

  /// Writes the `index`-th struct of the ring, all but its last two bytes.
  public static void write(MemorySegment ring, int index, long addr, int len, int bid) {
    var at = index * LAYOUT.byteSize();
    ring.set(JAVA_LONG, at, addr);
    ring.set(JAVA_INT, at + LEN, len);
    ring.set(JAVA_SHORT, at + BID, (short) bid);
  }

  /// Shows the kernel the buffers before `tail`: what was written into them comes first (release).
  public static void publish(MemorySegment ring, short tail) {
    SHORT.setRelease(ring, TAIL, tail);
  }

  /// Registers `entries` buffers (a power of two) as group `group`; 0, or the negative error
  /// number.
  public static int register(int uring, MemorySegment ring, int entries, int group) {
    return register(uring, IoUring.IORING_REGISTER_PBUF_RING, ring.address(), entries, group);
  }

  /// Takes the group back; 0, or the negative error number.
  public static int unregister(int uring, int group) {
    return register(uring, IoUring.IORING_UNREGISTER_PBUF_RING, 0, 0, group);
  }

  private static int register(int uring, int opcode, long address, int entries, int group) {
    try (var arena = Arena.ofConfined()) {
      var struct = arena.allocate(REGISTRATION);
      struct.set(JAVA_LONG, 0, address);
      struct.set(JAVA_INT, REGISTRATION.byteOffset(groupElement("ring_entries")), entries);
      struct.set(JAVA_SHORT, REGISTRATION.byteOffset(groupElement("bgid")), (short) group);
      return IoUring.registerRaw(uring, opcode, struct, 1);
    }
  }
}
