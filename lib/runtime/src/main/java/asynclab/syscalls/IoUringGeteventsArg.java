package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/// `struct io_uring_getevents_arg`: how long `io_uring_enter` waits at most.
public final class IoUringGeteventsArg {
  /// The layout, 24 bytes.
  public static final StructLayout LAYOUT =
      structLayout(
          JAVA_LONG.withName("sigmask"),
          JAVA_INT.withName("sigmask_sz"),
          JAVA_INT.withName("pad"), // called min_wait_usec since 6.12
          JAVA_LONG.withName("ts"));

  private static final long TIME = LAYOUT.byteOffset(groupElement("ts"));

  private IoUringGeteventsArg() {}

  /// Points the struct at a [KernelTimespec].
  public static void time(MemorySegment struct, MemorySegment timespec) {
    struct.set(JAVA_LONG, TIME, timespec.address());
  }
}
