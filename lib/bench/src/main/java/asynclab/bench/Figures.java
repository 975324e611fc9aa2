package asynclab.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/// What a program of the peer harness measures and prints: one line a figure.
final class Figures {
  private Figures() {}

  /// A part of the work that is timed as a whole.
  @FunctionalInterface
  interface Round {
    void run() throws Exception;
  }

  /// Nanoseconds for one of the `operations` in a round: of the first round, and the median of the
  /// later half; then how much memory the process had at its largest.
  static void time(String metric, double operations, int rounds, Round round) throws Exception {
    var nanos = new double[rounds];
    for (var i = 0; i < rounds; i++) {
      var start = System.nanoTime();
      round.run();
      nanos[i] = (System.nanoTime() - start) / operations;
    }
    say("cold_" + metric, nanos[0], "ns");
    say(metric, warm(nanos), "ns");
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

  /// What the process has used of all CPUs until now.
  static double cpuMillis() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e6;
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
