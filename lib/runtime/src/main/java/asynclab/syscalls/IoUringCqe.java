package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/// `struct io_uring_cqe { __u64 user_data; __s32 res; __u32 flags; }`: one operation that is done.
public final class IoUringCqe {
  /// The layout, 16 bytes.
  public static final StructLayout LAYOUT =
      structLayout(
          JAVA_LONG.withName("user_data"), JAVA_INT.withName("res"), JAVA_INT.withName("flags"));

  private static final long RES = LAYOUT.byteOffset(groupElement("res"));
  private static final long FLAGS = LAYOUT.byteOffset(groupElement("flags"));

  private IoUringCqe() {}

  /// What the operation carried, of the struct `offset` bytes into the ring.
  public static long userData(MemorySegment ring, long offset) {
    return ring.get(JAVA_LONG, offset);
  }

  /// The result: at least 0, or the negative error number.
  public static int res(MemorySegment ring, long offset) {
    return ring.get(JAVA_INT, offset + RES);
  }

  /// A set of `IORING_CQE_F_…`.
  public static int flags(MemorySegment ring, long offset) {
    return ring.get(JAVA_INT, offset + FLAGS);
  }
}
