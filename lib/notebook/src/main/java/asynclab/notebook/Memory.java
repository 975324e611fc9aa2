package asynclab.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// What this process holds in memory.
///
/// The heap is what lives on it after two full collections. What is resident outside of it is
/// summed up from `/proc/self/smaps`: anonymous, writable mappings other than the Java heap, that
/// is stacks, and what the JVM and C's `malloc` keep. Java's heap lies below 32 GB whenever its
/// references are compressed, which is so for heaps of less than 32 GB; stacks lie far above.
///
/// @param heap bytes on the Java heap
/// @param outside bytes resident outside of it; empty where the system has no such list
record Memory(long heap, OptionalLong outside) {
  private static final long ABOVE_THE_HEAP = 1L << 36;
  private static final Pattern MAPPING =
      Pattern.compile("([0-9a-f]+)-[0-9a-f]+ (....) [0-9a-f]+ [0-9a-f:]+ (\\d+)\\s*(.*)");

  /// What is held now; takes as long as the collector needs.
  static Memory now() throws IOException {
    System.gc();
    var outside = outsideOfHeap(Path.of("/proc/self/smaps"));
    System.gc();
    var runtime = Runtime.getRuntime();
    return new Memory(runtime.totalMemory() - runtime.freeMemory(), outside);
  }

  /// What is held more than `before`.
  Memory since(Memory before) {
    var more =
        outside.isPresent() && before.outside.isPresent()
            ? OptionalLong.of(outside.getAsLong() - before.outside.getAsLong())
            : OptionalLong.empty();
    return new Memory(heap - before.heap, more);
  }

  private static OptionalLong outsideOfHeap(Path smaps) throws IOException {
    return Files.isReadable(smaps)
        ? OptionalLong.of(resident(Files.readString(smaps)))
        : OptionalLong.empty();
  }

  /// The resident bytes of the mappings meant above, in the text of such a list.
  static long resident(String smaps) {
    var bytes = 0L;
    var counts = false;
    for (var line : smaps.lines().toList()) {
      var mapping = MAPPING.matcher(line);
      if (mapping.matches()) {
        counts =
            Long.parseUnsignedLong(mapping.group(1), 16) >= ABOVE_THE_HEAP
                && mapping.group(2).startsWith("rw")
                && mapping.group(3).equals("0");
      } else if (counts && line.startsWith("Rss:")) {
        bytes += 1024 * Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return bytes;
  }
}
