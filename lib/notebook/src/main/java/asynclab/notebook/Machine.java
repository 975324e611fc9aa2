package asynclab.notebook;

import asynclab.notebook.markup.Markup;
import asynclab.notebook.markup.Tables;
import asynclab.syscalls.IoUring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The machine a notebook runs on, as far as it decides what one sees: how many processors, which
/// share of them, how much memory, and whether io_uring is allowed.
///
/// A container gets its limits from Linux's control groups; those of any group around the process
/// hold, so the tightest counts. What cannot be found out is said to be unknown: this never fails.
///
/// @param facts in the order in which they are shown
public record Machine(List<Fact> facts) implements Html {
  /// One thing about the machine.
  public record Fact(String what, String value) {}

  /// A share of processors: `cpu.max` says how much of each period may be used.
  private record Quota(long most, long period) {
    double processors() {
      return most / (double) period;
    }
  }

  /// Keeps its own copy.
  public Machine {
    facts = List.copyOf(facts);
  }

  /// This machine, now.
  public static Machine here() {
    return under(Path.of("/"));
  }

  /// The machine whose files lie below a folder; a test makes one up.
  static Machine under(Path root) {
    var groups = groups(root);
    return new Machine(
        List.of(
            new Fact("processors", String.valueOf(Runtime.getRuntime().availableProcessors())),
            new Fact("share of them", quota(groups)),
            new Fact("memory", memory(root, groups)),
            new Fact("io_uring", ioUring()),
            new Fact("system", system()),
            new Fact("Java", Runtime.version() + ", " + System.getProperty("java.vm.name"))));
  }

  /// The control groups of this process, from the root down to the one it is in.
  private static List<Path> groups(Path root) {
    var top = root.resolve("sys/fs/cgroup");
    var groups = new ArrayList<>(List.of(top));
    lines(root.resolve("proc/self/cgroup"))
        .filter(line -> line.startsWith("0::/"))
        .map(line -> top.resolve(line.substring("0::/".length())).normalize())
        .filter(own -> own.startsWith(top) && !own.equals(top))
        .forEach(own -> {
          for (var i = top.getNameCount() + 1; i <= own.getNameCount(); i++) {
            groups.add(top.resolve(own.subpath(top.getNameCount(), i)));
          }
        });
    return groups;
  }

  private static String quota(List<Path> groups) {
    return groups.stream()
        .flatMap(group -> lines(group.resolve("cpu.max")))
        .flatMap(line -> quotaOf(line).stream())
        .min((one, other) -> Double.compare(one.processors(), other.processors()))
        .map(quota ->
            "%.1f: a quota of %d ms in every %d ms"
                .formatted(quota.processors(), quota.most() / 1000, quota.period() / 1000))
        .orElse("all: no quota");
  }

  /// `50000 100000`, or `max 100000` where there is no limit.
  private static Optional<Quota> quotaOf(String line) {
    var words = line.split(" ", -1);
    var most = words.length == 2 ? number(words[0]) : Optional.<Long>empty();
    return most.flatMap(m -> number(words[1]).filter(p -> p > 0).map(p -> new Quota(m, p)));
  }

  private static String memory(Path root, List<Path> groups) {
    var limits =
        groups.stream()
            .flatMap(group -> lines(group.resolve("memory.max")))
            .flatMap(line -> number(line).stream());
    var whole =
        lines(root.resolve("proc/meminfo"))
            .filter(line -> line.startsWith("MemTotal:"))
            .flatMap(line -> number(line.replaceAll("\\D", "")).map(kb -> kb * 1024).stream());
    var heap = "Java's heap may take " + bytes(Runtime.getRuntime().maxMemory());
    return Stream.concat(limits, whole)
        .min(Long::compare)
        .map(least -> bytes(least) + ", " + heap)
        .orElse(heap);
  }

  private static String ioUring() {
    try {
      return IoUring.isAllowed() ? "allowed" : "not allowed here: the lab plays it on top of epoll";
    } catch (UnsupportedOperationException | LinkageError elsewhere) {
      return "Linux alone has it";
    }
  }

  private static String system() {
    return Stream.of("os.name", "os.version", "os.arch")
        .map(System::getProperty)
        .collect(Collectors.joining(" "));
  }

  private static String bytes(long bytes) {
    return bytes < 1_000_000_000
        ? bytes / 1_000_000 + " MB"
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  private static Optional<Long> number(String text) {
    return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  /// A file's lines; none if there is no such file here, or we may not read it.
  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException absent) {
      return Stream.empty();
    }
  }

  @Override
  public String html() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("this machine", "has"));
    facts.forEach(fact -> rows.add(List.of(fact.what(), fact.value())));
    var html = new Markup();
    Tables.write(html, rows);
    return html.toString();
  }

  @Override
  public String text() {
    return facts.stream()
        .map(fact -> "%-14s %s".formatted(fact.what(), fact.value()))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public String toString() {
    return text();
  }
}
