package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.net.InetSocketAddress;

/// `struct io_uring_sqe`: one operation, as it is handed over.
///
/// Its 64 bytes mean something else for each operation; the names here are the first ones of the C
/// unions. The methods write into the array that the kernel reads, because a loop makes one for
/// each operation: [#prepare] writes all of it, the others what an operation needs besides.
public final class IoUringSqe {
  /// The layout, 64 bytes.
  public static final StructLayout LAYOUT =
      structLayout(
          JAVA_BYTE.withName("opcode"),
          JAVA_BYTE.withName("flags"),
          JAVA_SHORT.withName("ioprio"),
          JAVA_INT.withName("fd"),
          JAVA_LONG.withName("off"),
          JAVA_LONG.withName("addr"),
          JAVA_INT.withName("len"),
          JAVA_INT.withName("msg_flags"),
          JAVA_LONG.withName("user_data"),
          JAVA_SHORT.withName("buf_group"),
          JAVA_SHORT.withName("personality"),
          JAVA_INT.withName("file_index"),
          JAVA_LONG.withName("addr3"),
          paddingLayout(8));

  /// Room that an operation may need beside its struct, until the kernel has taken it: an address
  /// or a time.
  public static final long EXTRA_BYTES = 32;

  private static final long SIZE = LAYOUT.byteSize();
  private static final long FLAGS = offset("flags");
  private static final long IOPRIO = offset("ioprio");
  private static final long FD = offset("fd");
  private static final long OFF = offset("off");
  private static final long ADDR = offset("addr");
  private static final long LEN = offset("len");
  private static final long MSG_FLAGS = offset("msg_flags");
  private static final long USER_DATA = offset("user_data");
  private static final long BUF_GROUP = offset("buf_group");

  private IoUringSqe() {}

  /// Writes the `index`-th struct of the array; what is not named here becomes 0.
  public static void prepare(
      MemorySegment array, int index, int opcode, int fd, long addr, int len, long userData) {
    var at = index * SIZE;
    array.set(JAVA_INT, at, opcode); // flags and ioprio are the upper bytes
    array.set(JAVA_INT, at + FD, fd);
    array.set(JAVA_LONG, at + OFF, 0);
    array.set(JAVA_LONG, at + ADDR, addr);
    array.set(JAVA_INT, at + LEN, len);
    array.set(JAVA_INT, at + MSG_FLAGS, 0);
    array.set(JAVA_LONG, at + USER_DATA, userData);
    array.set(JAVA_LONG, at + BUF_GROUP, 0);
    array.set(JAVA_LONG, at + BUF_GROUP + 8, 0);
    array.set(JAVA_LONG, at + BUF_GROUP + 16, 0);
  }

  /// Sets a set of `IOSQE_…`.
  public static void flags(MemorySegment array, int index, int bits) {
    array.set(JAVA_BYTE, index * SIZE + FLAGS, (byte) bits);
  }

  /// Sets bits that only this operation knows: `IORING_ACCEPT_MULTISHOT`, `IORING_RECV_MULTISHOT`.
  public static void ioprio(MemorySegment array, int index, int bits) {
    array.set(JAVA_SHORT, index * SIZE + IOPRIO, (short) bits);
  }

  /// Sets `accept_flags`, `msg_flags`, `timeout_flags`, `cancel_flags` or `poll32_events`,
  /// whichever it is.
  public static void opFlags(MemorySegment array, int index, int bits) {
    array.set(JAVA_INT, index * SIZE + MSG_FLAGS, bits);
  }

  /// The kernel takes a buffer of that group when bytes are there.
  public static void bufferGroup(MemorySegment array, int index, int group) {
    flags(array, index, IoUring.IOSQE_BUFFER_SELECT);
    array.set(JAVA_SHORT, index * SIZE + BUF_GROUP, (short) group);
  }

  /// Writes an address into `extra`, for `IORING_OP_CONNECT`.
  public static void address(
      MemorySegment array, int index, MemorySegment extra, InetSocketAddress address) {
    array.set(JAVA_LONG, index * SIZE + ADDR, extra.address());
    array.set(JAVA_LONG, index * SIZE + OFF, Sockaddr.write(extra, address));
  }

  /// Writes a time into `extra`, for `IORING_OP_TIMEOUT`.
  public static void time(MemorySegment array, int index, MemorySegment extra, long nanos) {
    KernelTimespec.write(extra, nanos);
    array.set(JAVA_LONG, index * SIZE + ADDR, extra.address());
    array.set(JAVA_INT, index * SIZE + LEN, 1);
  }

  private static long offset(String name) {
    return LAYOUT.byteOffset(groupElement(name));
  }
}
