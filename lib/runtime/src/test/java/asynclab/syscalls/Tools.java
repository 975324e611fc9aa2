package asynclab.syscalls;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Programs that a test may find on a machine.
final class Tools {
  private static final int LIMIT_SECONDS = 60;

  private Tools() {}

  /// What a program printed, and how it ended.
  record Ended(int code, String said) {}

  /// Skips the test where the program is not on the path.
  static void assumeOnPath(String program) {
    assumeTrue(isOnPath(program), "no " + program + " on this machine");
  }

  static boolean isOnPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /// Runs a program in a folder.
  static Ended run(Path folder, List<String> command) throws Exception {
    var start = new ProcessBuilder(command).directory(folder.toFile());
    var child = start.redirectErrorStream(true).start();
    var said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!child.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) child.destroyForcibly();
    return new Ended(child.waitFor(), said);
  }
}
