package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;
import java.time.Duration;

/// `struct itimerspec { struct timespec it_interval, it_value; }`: when a timer fires.
///
/// A `timespec` is two longs on a 64-bit Linux, seconds and nanoseconds.
///
/// @param interval between two expirations; zero is once
/// @param value until the first; zero disarms the timer
public record Itimerspec(Duration interval, Duration value) {
  static final StructLayout TIMESPEC =
      structLayout(JAVA_LONG.withName("tv_sec"), JAVA_LONG.withName("tv_nsec"));
  static final StructLayout LAYOUT =
      structLayout(TIMESPEC.withName("it_interval"), TIMESPEC.withName("it_value"));

  private static final VarHandle INTERVAL_SEC = field("it_interval", "tv_sec");
  private static final VarHandle INTERVAL_NSEC = field("it_interval", "tv_nsec");
  private static final VarHandle VALUE_SEC = field("it_value", "tv_sec");
  private static final VarHandle VALUE_NSEC = field("it_value", "tv_nsec");

  static Itimerspec read(MemorySegment struct) {
    return new Itimerspec(
        duration(INTERVAL_SEC, INTERVAL_NSEC, struct), duration(VALUE_SEC, VALUE_NSEC, struct));
  }

  void write(MemorySegment struct) {
    INTERVAL_SEC.set(struct, 0L, interval.getSeconds());
    INTERVAL_NSEC.set(struct, 0L, (long) interval.getNano());
    VALUE_SEC.set(struct, 0L, value.getSeconds());
    VALUE_NSEC.set(struct, 0L, (long) value.getNano());
  }

  private static Duration duration(VarHandle seconds, VarHandle nanos, MemorySegment struct) {
    return Duration.ofSeconds((long) seconds.get(struct, 0L), (long) nanos.get(struct, 0L));
  }

  private static VarHandle field(String timespec, String name) {
    return LAYOUT.varHandle(groupElement(timespec), groupElement(name));
  }
}
