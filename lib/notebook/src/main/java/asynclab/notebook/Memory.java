package asynclab.notebook;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// What this process holds in memory.
///
/// The heap is what lives on it after full collections. Stacks are summed up from
/// `/proc/self/smaps`: what is resident of the mappings that are as large as a stack of this JVM.
/// So the stacks of the JVM's own threads are in it, and a difference is what counts. What the JVM
/// and C's `malloc` keep of a thread elsewhere is not in it.
///
/// @param heap bytes on the Java heap
/// @param stacks bytes resident in stacks; empty where the system has no such list
/// @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html">proc_pid_smaps(5)</a>
public record Memory(long heap, OptionalLong stacks) {
  private static final int COLLECTIONS_MAX = 8;

  /// A living kernel's heap is never quite still; less than this nobody here asks for.
  private static final long SETTLED = 8 * 1024;

  /// The pages that guard a stack are mappings of their own.
  private static final long GUARDS = 64 * 1024;

  private static final Path SMAPS = Path.of("/proc/self/smaps");
  private static final Pattern MAPPING =
      Pattern.compile("([0-9a-f]+)-([0-9a-f]+) rw.. [0-9a-f]+ [0-9a-f:]+ 0\\s*(\\[anon.*)?");
  private static final Pattern ANY_MAPPING = Pattern.compile("[0-9a-f]+-[0-9a-f]+ .*");

  /// What is held now; takes as long as the collector needs.
  public static Memory now() throws IOException {
    var stacks =
        Files.isReadable(SMAPS)
            ? OptionalLong.of(resident(Files.readString(SMAPS), stackSize()))
            : OptionalLong.empty();
    return new Memory(settledHeap(), stacks);
  }

  /// What is on the heap more than before and after, so that whatever comes or goes meanwhile and
  /// has nothing to do with it is left out as well as it can be.
  long heapAbove(Memory before, Memory after) {
    return heap - (before.heap + after.heap) / 2;
  }

  /// What is resident in stacks more than before. Not compared with afterwards: stacks of threads
  /// that have ended are kept for the next ones.
  OptionalLong stacksAbove(Memory before) {
    return stacks.isPresent() && before.stacks.isPresent()
        ? OptionalLong.of(stacks.getAsLong() - before.stacks.getAsLong())
        : OptionalLong.empty();
  }

  /// One collection frees what others may free only then (cleaners run on threads of their own): so
  /// collections until one changes nothing, and not without end.
  private static long settledHeap() {
    var heap = 0L;
    for (var i = 0; i < COLLECTIONS_MAX; i++) {
      System.gc();
      var before = heap;
      heap = live();
      if (i > 1 && Math.abs(before - heap) <= SETTLED) break;
    }
    return heap;
  }

  /// What the last collection left. What is used at this moment would be more: a thread that has
  /// allocated anything since holds a buffer of up to a megabyte, all of which counts as used.
  private static long live() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getCollectionUsage)
        .filter(Objects::nonNull) // a pool that is never collected
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }

  /// How large a stack of this JVM is, in bytes.
  private static long stackSize() {
    var options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return 1024 * Long.parseLong(options.getVMOption("ThreadStackSize").getValue());
  }

  /// The resident bytes of the mappings of such a list that are as large as a stack.
  static long resident(String smaps, long stackSize) {
    var bytes = 0L;
    var counts = false;
    for (var line : smaps.lines().toList()) {
      var mapping = MAPPING.matcher(line);
      if (mapping.matches()) {
        var size = address(mapping.group(2)) - address(mapping.group(1));
        counts = Math.abs(size - stackSize) <= GUARDS;
      } else if (ANY_MAPPING.matcher(line).matches()) {
        counts = false;
      } else if (counts && line.startsWith("Rss:")) {
        bytes += 1024 * Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return bytes;
  }

  private static long address(String hex) {
    return Long.parseUnsignedLong(hex, 16);
  }
}
