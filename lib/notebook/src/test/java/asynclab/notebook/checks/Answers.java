package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a check answers to an object, and that it leaves nothing behind.
final class Answers {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static {
    try (var _ = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // the JDK opens descriptors with its first socket and keeps them: now, and not in a test
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answers() {}

  /// The answer; fails when a thread of the check lives on or a descriptor is still open.
  static String to(String id, Object learners) throws IOException {
    var before = descriptors();
    var answer = Check.of(id, learners).text();
    assertEquals(List.of(), threads(), answer);
    assertEquals(before, descriptors(), answer);
    return answer;
  }

  /// Those of checks that stay: one that was told to end takes its time on a busy machine.
  private static List<String> threads() {
    var interrupted = Thread.interrupted(); // a test may be about that, and `join` would throw
    try {
      return Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().startsWith("check ") && stays(thread))
          .map(Thread::getName)
          .toList();
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private static boolean stays(Thread thread) {
    try {
      return !thread.join(PATIENCE);
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a test that waits", e);
    }
  }

  /// Sockets and queues; files come and go as classes are loaded.
  private static List<String> descriptors() throws IOException {
    var found = new ArrayList<String>();
    try (var links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (var link : links) {
        found.add(target(link));
      }
    }
    found.removeIf(target -> !target.startsWith("socket:") && !target.startsWith("anon_inode:"));
    return found.stream().sorted().toList();
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException gone) {
      return "gone"; // the descriptor this very listing used
    }
  }
}
