package asynclab.notebook.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// How long a thread has been ready to run while no processor was free for it, as Linux counts it.
/// On a busy machine that is most of a second, and says nothing of what the thread does.
final class RunDelay {
  private static final Path ME = Path.of("/proc/thread-self");

  private RunDelay() {}

  /// Of the thread that calls, in nanoseconds; any thread may ask. Always 0 where nobody counts.
  static LongSupplier ofThisThread() {
    try {
      var file = Path.of("/proc").resolve(Files.readSymbolicLink(ME)).resolve("schedstat");
      var last = new AtomicLong();
      return () -> last.updateAndGet(known -> read(file, known));
    } catch (IOException | UnsupportedOperationException notLinux) {
      return () -> 0;
    }
  }

  /// When the thread has ended, it stays at what was `known`.
  private static long read(Path file, long known) {
    try {
      return nanos(Files.readString(file));
    } catch (IOException ended) {
      return known;
    }
  }

  /// The second of three figures: time on a processor, time waited for one, turns.
  static long nanos(String schedstat) {
    return Long.parseLong(schedstat.strip().split(" ", -1)[1]);
  }
}
