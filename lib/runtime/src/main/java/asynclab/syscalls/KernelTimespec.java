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

  private static final long NANOS = LAYOUT.byteOffset(groupElement("tv_nsec"));

  private KernelTimespec() {}

  /// Writes the time into the first bytes of the segment.
  public static void write(MemorySegment struct, long seconds, long nanos) {
    struct.set(JAVA_LONG, 0, seconds);
    struct.set(JAVA_LONG, NANOS, nanos);
  }
}
