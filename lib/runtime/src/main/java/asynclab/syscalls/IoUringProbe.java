package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.StructLayout;
import java.util.BitSet;

/// `struct io_uring_probe`, with one `struct io_uring_probe_op` for each operation behind it: what
/// the running kernel can do.
public final class IoUringProbe {
  private static final int OPERATIONS = 256;

  static final StructLayout LAYOUT =
      structLayout(
          JAVA_BYTE.withName("last_op"),
          JAVA_BYTE.withName("ops_len"),
          paddingLayout(14)); // resv, resv2
  static final StructLayout OPERATION =
      structLayout(
          JAVA_BYTE.withName("op"),
          paddingLayout(1),
          JAVA_SHORT.withName("flags"),
          paddingLayout(4));

  private static final long FLAGS = OPERATION.byteOffset(groupElement("flags"));

  private IoUringProbe() {}

  /// The numbers (`IORING_OP_…`) of the operations that the kernel behind `ring` knows.
  public static BitSet operations(int ring) throws SyscallException {
    try (var arena = Arena.ofConfined()) {
      var ops = LAYOUT.byteSize();
      var probe = arena.allocate(ops + OPERATIONS * OPERATION.byteSize(), Integer.BYTES);
      var answer = IoUring.registerRaw(ring, IoUring.IORING_REGISTER_PROBE, probe, OPERATIONS);
      Native.check("io_uring_register", ring, answer);
      var known = new BitSet();
      for (var op = 0; op < OPERATIONS; op++) {
        var flags = probe.get(JAVA_SHORT, ops + op * OPERATION.byteSize() + FLAGS);
        known.set(op, (flags & IoUring.IO_URING_OP_SUPPORTED) != 0);
      }
      return known;
    }
  }
}
