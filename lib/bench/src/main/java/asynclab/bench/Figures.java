package asynclab.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/// What a program of the peer harness measures and prints: one line a figure.
final class Figures {
  /// `CLOCK_PROCESS_CPUTIME_ID` of Linux.
  private static final int PROCESS_CPU = 2;

  private static final MemorySegment TIME = Arena.global().allocate(16, 8);
  private static final MethodHandle CLOCK_GETTIME = clockGettime();

  private Figures() {}

  @SuppressWarnings("restricted") // the types are those of clock_gettime(2)
  private static MethodHandle clockGettime() {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("clock_gettime"),
        FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  }

  /// A part of the work that is timed as a whole.
  @FunctionalInterface
  interface Round {
    void run() throws Exception;
  }

  /// Nanoseconds for one of the `operations` in a round: of the first round, and the median of the
  /// later half, also of the CPU's time; then how much memory the process had at its largest.
  static void time(String metric, double operations, int rounds, Round round) throws Exception {
    var nanos = new double[rounds];
    var cpuNanos = new double[rounds];
    for (var i = 0; i < rounds; i++) {
      var cpu = cpuMillis();
      var start = System.nanoTime();
      round.run();
      nanos[i] = (System.nanoTime() - start) / operations;
      cpuNanos[i] = (cpuMillis() - cpu) * 1e6 / operations;
    }
    say("cold_" + metric, nanos[0], "ns");
    say(metric, warm(nanos), "ns");
    say("cpu_" + metric, warm(cpuNanos), "ns");
    sayPeak();
  }

  /// The median of the later half.
  static double warm(double... rounds) {
    var later = Arrays.copyOfRange(rounds, rounds.length / 2, rounds.length);
    Arrays.sort(later);
    return later[later.length / 2];
  }

  /// How much memory the process had at its largest.
  static void sayPeak() throws IOException {
    say("peak_rss_mb", statusKilobytes("VmHWM") / 1024, "MB");
  }

  /// What the process has used of all CPUs until now, to the nanosecond: the JVM's own figure goes
  /// in steps of 10 ms.
  static double cpuMillis() {
    try {
      var failed = (int) CLOCK_GETTIME.invokeExact(PROCESS_CPU, TIME);
      if (failed != 0) throw new IllegalStateException("no clock of the process's CPU time");
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable thrown) {
      throw new AssertionError(thrown);
    }
    return TIME.get(JAVA_LONG, 0) * 1e3 + TIME.get(JAVA_LONG, 8) / 1e6;
  }

  /// Nanoseconds from 0 to `maxMillis`, the same sequence in every program of the harness: whole
  /// microseconds out of Marsaglia's xorshift.
  static long[] durations(int count, int maxMillis) {
    var state = 88_172_645_463_325_252L;
    var nanos = new long[count];
    for (var i = 0; i < count; i++) {
      state ^= state << 13;
      state ^= state >>> 7;
      state ^= state << 17;
      nanos[i] = Long.remainderUnsigned(state, maxMillis * 1000L) * 1000;
    }
    return nanos;
  }

  /// Bytes of the objects that can be reached, as the collector has left them. What is free now
  /// would not do: a thread that allocates has taken megabytes in advance. And a collection may
  /// leave dead objects where they are; of four in a row, one does not.
  static long liveBytes() {
    for (var i = 0; i < 4; i++) System.gc();
    var bytes = 0L;
    for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
      var left = pool.getCollectionUsage();
      if (pool.getType() == MemoryType.HEAP && left != null) bytes += left.getUsed();
    }
    return bytes;
  }

  /// Bytes of the process that lie in memory.
  static double residentBytes() throws IOException {
    return statusKilobytes("VmRSS") * 1024;
  }

  private static double statusKilobytes(String key) throws IOException {
    for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith(key)) return Double.parseDouble(line.replaceAll("\\D+", ""));
    }
    throw new IllegalStateException("/proc/self/status has no " + key);
  }

  static void say(String metric, double value, String unit) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "{\"metric\":\"%s\",\"value\":%.3f,\"unit\":\"%s\"}",
            metric,
            value,
            unit));
  }
}
