package asynclab.notebook;

import asynclab.notebook.markup.Markup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What became of a Java program in a JVM of its own: for code that may kill the JVM it runs in.
///
/// The program is a compact source file (`void main() { … }`) and may use `asynclab`. It has a
/// minute, 64 MB and the serial collector unless [#with] says otherwise, and leaves no core file.
///
/// @param exitCode what the parent is told: 128 and the number of the signal that ended it, if one
///   did
/// @param output what it printed, up to the JVM's report of a crash
/// @param crash the lines of that report that decide; empty if there is none
public record ChildJvm(int exitCode, String output, List<String> crash) implements Html {
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
    return with().run(source, arguments);
  }

  /// The same in a JVM that is given `options`, such as `-XX:+UseG1GC` or `-Xss256m`.
  ///
  /// @throws IllegalArgumentException for what cannot be an option of a JVM
  public static ChildLauncher with(String... options) {
    return ChildLauncher.at(Path.of(System.getProperty("java.io.tmpdir"))).with(options);
  }

  /// The name of the signal that ended it, or empty.
  private String signal() {
    return exitCode > 128 ? SIGNALS.getOrDefault(exitCode - 128, "") : "";
  }

  /// How it ended, in a few words that are the same for every run that ends so: no addresses, no
  /// numbers of processes.
  String ending() {
    if (!crash.isEmpty()) return crash.getFirst().replaceFirst(" at pc=.*|, pid=.*", "");
    if (exitCode == 0) return "ends by itself";
    return signal().isEmpty() ? "exit code " + exitCode : signal() + ", and no report";
  }

  /// The line that says most about it: where it crashed, or what it said last.
  String lastWord() {
    for (var line : crash) {
      if (line.startsWith(CrashReport.FATAL)) return line;
      if (line.startsWith(CrashReport.FRAME)) return CrashReport.where(line);
    }
    var said = output.lines().filter(line -> !line.startsWith("\t")).toList();
    return said.isEmpty() ? "" : said.getLast();
  }

  private String verdict() {
    var number = exitCode - 128;
    if (number <= 0) return "exit code " + exitCode;
    var name = signal().isEmpty() ? "" : ", " + signal();
    return "exit code %d = 128 + %d: ended by signal %d%s"
        .formatted(exitCode, number, number, name);
  }

  @Override
  public String html() {
    var html = new Markup().open("div");
    if (!output.isEmpty()) html.open("pre").leaf("code", output).close();
    html.open("p").leaf("strong", verdict()).close();
    if (!crash.isEmpty()) {
      html.leaf("p", "From the report that the JVM wrote before it ended:");
      html.open("pre", "style", "white-space:pre-wrap");
      html.leaf("code", crash.stream().collect(Collectors.joining("\n"))).close();
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
