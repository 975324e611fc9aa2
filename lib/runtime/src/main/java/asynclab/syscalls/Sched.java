package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.BitSet;

/// Which processor a thread runs on, and on which it may run: `<sched.h>`.
///
/// A set of processors is a [BitSet] here and a `cpu_set_t` in C: a bit for each processor, the
/// first 1024.
///
/// @see <a
///   href="https://man7.org/linux/man-pages/man2/sched_setaffinity.2.html">sched_setaffinity(2)</a>
public final class Sched {
  private static final int CPU_SET_LONGS = 16;
  static final StructLayout CPU_SET =
      structLayout(sequenceLayout(CPU_SET_LONGS, JAVA_LONG).withName("__bits"));

  private static final MethodHandle SETAFFINITY =
      Native.bindLinux("sched_setaffinity", JAVA_INT, JAVA_LONG, ADDRESS);
  private static final MethodHandle GETAFFINITY =
      Native.bindLinux("sched_getaffinity", JAVA_INT, JAVA_LONG, ADDRESS);
  private static final MethodHandle GETCPU = Native.bindLinux("sched_getcpu");

  private Sched() {}

  /// The number of the processor that runs the caller now; by the time it is read, perhaps another.
  public static int getcpu() {
    return (int) Native.raw(frame -> (int) GETCPU.invokeExact(frame.errno));
  }

  /// The processors a thread may run on.
  ///
  /// @param thread its number as Linux counts threads; 0 is the caller
  public static BitSet getaffinity(int thread) throws SyscallException {
    try (var arena = Arena.ofConfined()) {
      var mask = arena.allocate(CPU_SET);
      var _ =
          Native.call(
              "sched_getaffinity",
              -1,
              frame ->
                  (int) GETAFFINITY.invokeExact(frame.errno, thread, CPU_SET.byteSize(), mask));
      return BitSet.valueOf(mask.toArray(JAVA_BYTE));
    }
  }

  /// Binds a thread to these processors, and every thread that it starts from now on.
  ///
  /// `EINVAL`: none of them is there, or none is allowed to this process.
  ///
  /// @param thread its number as Linux counts threads; 0 is the caller
  public static void setaffinity(int thread, BitSet cpus) throws SyscallException {
    if (cpus.length() > CPU_SET_LONGS * Long.SIZE) {
      throw new IllegalArgumentException(
          "a cpu_set_t holds processors 0 to 1023, not " + (cpus.length() - 1));
    }
    try (var arena = Arena.ofConfined()) {
      var mask = arena.allocate(CPU_SET);
      MemorySegment.copy(MemorySegment.ofArray(cpus.toByteArray()), 0, mask, 0, bytes(cpus));
      var _ =
          Native.call(
              "sched_setaffinity",
              -1,
              frame ->
                  (int) SETAFFINITY.invokeExact(frame.errno, thread, CPU_SET.byteSize(), mask));
    }
  }

  private static long bytes(BitSet cpus) {
    return Math.ceilDiv(cpus.length(), Byte.SIZE);
  }
}
