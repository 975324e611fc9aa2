package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/// `struct __kernel_timespec { int64_t tv_sec; long long tv_nsec; }`: a time with 64 bits
/// everywhere, for calls that libc does not translate.
public final class KernelTimespec {
  public static final StructLayout LAYOUT =
      structLayout(JAVA_LONG.withName("tv_sec"), JAVA_LONG.withName("tv_nsec"));

  private static final long TV_NSEC = LAYOUT.byteOffset(groupElement("tv_nsec"));

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private KernelTimespec() {}

  /// Writes a time of `nanos` into the first bytes of the segment.
  public static void write(MemorySegment struct, long nanos) {
    struct.set(JAVA_LONG, 0, nanos / NANOS_PER_SECOND);
    struct.set(JAVA_LONG, TV_NSEC, nanos % NANOS_PER_SECOND);
  }
}
