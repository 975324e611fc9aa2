package asynclab.notebook;

import asynclab.syscalls.Unistd;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starts a [ChildJvm] with options of its own.
///
/// ```java
/// ChildJvm.with("-XX:+UseG1GC", "-Xss256m").run(source, "borrowed")
/// ```
public final class ChildLauncher {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /// A shell sets the limit, because the JVM's own option against core files changes its exit code.
  private static final List<String> WITHOUT_CORE =
      List.of("/bin/sh", "-c", "ulimit -c 0; exec \"$@\"", "sh");

  private static final String COLLECTOR = "-XX:\\+Use\\w+GC";

  private final Path place;
  private final List<String> options;

  private ChildLauncher(Path place, List<String> options) {
    this.place = place;
    this.options = options;
  }

  /// One that puts a program's files in a folder below `place` until it has ended.
  static ChildLauncher at(Path place) {
    return new ChildLauncher(place, List.of());
  }

  ChildLauncher with(String... more) {
    for (var option : more) {
      if (!option.startsWith("-X") && !option.startsWith("-D") && !option.startsWith("--")) {
        throw new IllegalArgumentException(
            "\"%s\" is no option of a JVM: one begins with -X, -D or --, as -XX:+UseG1GC does"
                .formatted(option));
      }
    }
    return new ChildLauncher(place, List.of(more));
  }

  /// Runs `source` and waits for its end; it is killed when its time is over, or when the caller is
  /// interrupted.
  public ChildJvm run(String source, String... arguments) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory(place, "asynclab-child-");
    try {
      var program = Files.writeString(folder.resolve("Child.java"), source);
      var output = folder.resolve("output.txt");
      var report = folder.resolve("crash.log");
      var builder = new ProcessBuilder(command(program, report, List.of(arguments)));
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
      var exitCode = waitFor(builder.start());
      return new ChildJvm(exitCode, printed(output), CrashReport.deciding(report));
    } finally {
      delete(folder);
    }
  }

  private List<String> command(Path program, Path report, List<String> arguments) {
    var command = new ArrayList<String>();
    if (File.separatorChar == '/') command.addAll(WITHOUT_CORE);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (options.stream().noneMatch(it -> it.matches(COLLECTOR))) command.add("-XX:+UseSerialGC");
    command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
    command.addAll(List.of("-XX:ErrorFile=" + report, "--enable-native-access=ALL-UNNAMED"));
    command.addAll(options);
    command.addAll(List.of("-Dstdout.encoding=UTF-8", "-cp", library(), program.toString()));
    command.addAll(arguments);
    return command;
  }

  private static String library() {
    try {
      var location = Unistd.class.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(location.toURI()).toString();
    } catch (URISyntaxException odd) {
      throw new IllegalStateException("the library's own place is no file", odd);
    }
  }

  private static int waitFor(Process child) throws InterruptedException {
    try {
      if (child.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) return child.exitValue();
      return child.destroyForcibly().waitFor();
    } catch (InterruptedException stopped) {
      child.destroyForcibly();
      throw stopped;
    }
  }

  private static String printed(Path output) throws IOException {
    return CrashReport.before(new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) Files.delete(file);
    }
    Files.delete(folder);
  }
}
