package asynclab.notebook;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// How long a thread was on a CPU.
final class CpuTime {
  static final long UNKNOWN = -1;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private CpuTime() {}

  /// In nanoseconds, since the thread began; a virtual thread has no such time.
  static long ofThisThread() {
    return THREADS.isCurrentThreadCpuTimeSupported() && !Thread.currentThread().isVirtual()
        ? THREADS.getCurrentThreadCpuTime()
        : UNKNOWN;
  }
}
