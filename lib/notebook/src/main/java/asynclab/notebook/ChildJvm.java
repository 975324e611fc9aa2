package asynclab.notebook;

import asynclab.notebook.markup.Markup;
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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// What became of a Java program in a JVM of its own: for code that may kill the JVM it runs in.
///
/// The program is a compact source file (`void main() { … }`) and may use `asynclab`. It has 15
/// seconds, 64 MB, and leaves no core file.
///
/// @param exitCode what the parent is told: 128 and the number of the signal that ended it, if one
///   did
/// @param output what it printed, up to the JVM's report of a crash
/// @param crash the lines of that report that decide; empty if there is none
public record ChildJvm(int exitCode, String output, List<String> crash) implements Html {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String BANNER = "#\n# A fatal error has been detected";

  /// A shell sets the limit, because the JVM's own option against core files changes its exit code.
  private static final List<String> WITHOUT_CORE =
      List.of("/bin/sh", "-c", "ulimit -c 0; exec \"$@\"", "sh");

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV", 15,
          "SIGTERM");

  /// Keeps its own copy of the lines.
  public ChildJvm {
    crash = List.copyOf(crash);
  }

  /// Runs `source` and waits for its end; it is killed when its time is over, or when the caller is
  /// interrupted.
  public static ChildJvm run(String source, String... arguments)
      throws IOException, InterruptedException {
    return in(Path.of(System.getProperty("java.io.tmpdir")), source, arguments);
  }

  /// The same, with its files in a folder below `place` until it has ended.
  static ChildJvm in(Path place, String source, String... arguments)
      throws IOException, InterruptedException {
    var folder = Files.createTempDirectory(place, "asynclab-child-");
    try {
      var program = Files.writeString(folder.resolve("Child.java"), source);
      var output = folder.resolve("output.txt");
      var report = folder.resolve("crash.log");
      var builder = new ProcessBuilder(command(program, report, List.of(arguments)));
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
      var exitCode = waitFor(builder.start());
      return new ChildJvm(exitCode, printed(output), deciding(report));
    } finally {
      delete(folder);
    }
  }

  private static List<String> command(Path program, Path report, List<String> arguments) {
    var command = new ArrayList<String>();
    if (File.separatorChar == '/') command.addAll(WITHOUT_CORE);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx64m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
    command.addAll(List.of("-XX:ErrorFile=" + report, "--enable-native-access=ALL-UNNAMED"));
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
    var all = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    var end = all.indexOf(BANNER);
    return (end < 0 ? all : all.substring(0, end)).strip();
  }

  /// The signal, the frame it hit, and what the kernel said about the address.
  private static List<String> deciding(Path report) throws IOException {
    if (!Files.exists(report)) return List.of();
    var deciding = new ArrayList<String>();
    var frame = false;
    for (var line :
        new String(Files.readAllBytes(report), StandardCharsets.UTF_8).lines().toList()) {
      var text = line.replaceFirst("# +", "");
      if (frame) deciding.add("problematic frame: " + text);
      if (line.matches("#  [A-Z_]+ \\(0x.*") || line.startsWith("siginfo:")) deciding.add(text);
      frame = line.startsWith("# Problematic frame");
    }
    return deciding;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) Files.delete(file);
    }
    Files.delete(folder);
  }

  private String verdict() {
    var signal = exitCode - 128;
    if (signal <= 0) return "exit code " + exitCode;
    var name = SIGNALS.containsKey(signal) ? ", " + SIGNALS.get(signal) : "";
    return "exit code %d = 128 + %d: ended by signal %d%s"
        .formatted(exitCode, signal, signal, name);
  }

  @Override
  public String html() {
    var html = new Markup().open("div");
    if (!output.isEmpty()) html.leaf("pre", output);
    html.open("p").leaf("strong", verdict()).close();
    if (!crash.isEmpty()) {
      html.leaf("p", "From the report that the JVM wrote before it ended:");
      html.leaf(
          "pre", crash.stream().collect(Collectors.joining("\n")), "style", "white-space:pre-wrap");
    }
    return html.close().toString();
  }

  @Override
  public String text() {
    var lines = new ArrayList<String>();
    if (!output.isEmpty()) lines.add(output);
    lines.add(verdict());
    lines.addAll(crash);
    return String.join("\n", lines);
  }

  @Override
  public String toString() {
    return text();
  }
}
