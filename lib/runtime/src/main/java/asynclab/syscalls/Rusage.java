package asynclab.syscalls;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// `struct rusage { struct timeval ru_utime, ru_stime; long ru_maxrss, …, ru_nvcsw, ru_nivcsw; }`:
/// what a thread or a process has used so far. Of its sixteen fields Linux fills those kept here,
/// and a few more.
///
/// @param utime time on a processor, in the program's own code
/// @param stime time on a processor, in the kernel on the program's behalf
/// @param minflt page faults that were served without a disk
/// @param majflt page faults that had to wait for a disk
/// @param nvcsw voluntary context switches: it gave the processor up, to wait for something
/// @param nivcsw involuntary ones: the processor was taken away
public record Rusage(
    Duration utime, Duration stime, long minflt, long majflt, long nvcsw, long nivcsw) {
  static final StructLayout TIMEVAL =
      structLayout(JAVA_LONG.withName("tv_sec"), JAVA_LONG.withName("tv_usec"));
  static final StructLayout LAYOUT =
      structLayout(
          TIMEVAL.withName("ru_utime"),
          TIMEVAL.withName("ru_stime"),
          JAVA_LONG.withName("ru_maxrss"),
          JAVA_LONG.withName("ru_ixrss"),
          JAVA_LONG.withName("ru_idrss"),
          JAVA_LONG.withName("ru_isrss"),
          JAVA_LONG.withName("ru_minflt"),
          JAVA_LONG.withName("ru_majflt"),
          JAVA_LONG.withName("ru_nswap"),
          JAVA_LONG.withName("ru_inblock"),
          JAVA_LONG.withName("ru_oublock"),
          JAVA_LONG.withName("ru_msgsnd"),
          JAVA_LONG.withName("ru_msgrcv"),
          JAVA_LONG.withName("ru_nsignals"),
          JAVA_LONG.withName("ru_nvcsw"),
          JAVA_LONG.withName("ru_nivcsw"));

  private static final VarHandle UTIME_SEC = time("ru_utime", "tv_sec");
  private static final VarHandle UTIME_USEC = time("ru_utime", "tv_usec");
  private static final VarHandle STIME_SEC = time("ru_stime", "tv_sec");
  private static final VarHandle STIME_USEC = time("ru_stime", "tv_usec");
  private static final VarHandle MINFLT = LAYOUT.varHandle(groupElement("ru_minflt"));
  private static final VarHandle MAJFLT = LAYOUT.varHandle(groupElement("ru_majflt"));
  private static final VarHandle NVCSW = LAYOUT.varHandle(groupElement("ru_nvcsw"));
  private static final VarHandle NIVCSW = LAYOUT.varHandle(groupElement("ru_nivcsw"));

  static Rusage read(MemorySegment struct) {
    return new Rusage(
        duration(UTIME_SEC, UTIME_USEC, struct),
        duration(STIME_SEC, STIME_USEC, struct),
        (long) MINFLT.get(struct, 0L),
        (long) MAJFLT.get(struct, 0L),
        (long) NVCSW.get(struct, 0L),
        (long) NIVCSW.get(struct, 0L));
  }

  /// What was used between `before` and this.
  public Rusage since(Rusage before) {
    return new Rusage(
        utime.minus(before.utime),
        stime.minus(before.stime),
        minflt - before.minflt,
        majflt - before.majflt,
        nvcsw - before.nvcsw,
        nivcsw - before.nivcsw);
  }

  private static Duration duration(VarHandle seconds, VarHandle micros, MemorySegment struct) {
    return Duration.ofSeconds((long) seconds.get(struct, 0L))
        .plus((long) micros.get(struct, 0L), ChronoUnit.MICROS);
  }

  private static VarHandle time(String timeval, String name) {
    return LAYOUT.varHandle(groupElement(timeval), groupElement(name));
  }
}
