package asynclab.notebook;

import asynclab.notebook.markup.Markup;
import asynclab.notebook.markup.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// How many interrupts this machine has served since it started, by their source: Linux counts them
/// in `/proc/interrupts`.
///
/// Containers often hide that file. Then the one number in `/proc/stat` for all interrupts together
/// has to do, and the table says so.
///
/// @param counts the sources in the kernel's order, each with its count over all processors
/// @param file where they were read
public record Interrupts(Map<String, Long> counts, String file) {
  private static final String EACH = "/proc/interrupts";
  private static final String TOGETHER = "/proc/stat";

  /// Keeps its own copy, in order.
  public Interrupts {
    counts = new LinkedHashMap<>(counts);
  }

  /// The counts now.
  public static Interrupts now() throws IOException {
    return under(Path.of("/"));
  }

  /// The counts in the files below a folder; a test makes them up.
  static Interrupts under(Path root) throws IOException {
    var each = root.resolve(EACH.substring(1));
    if (Files.isReadable(each)) {
      var counts = bySource(Files.readAllLines(each));
      if (!counts.isEmpty()) return new Interrupts(counts, EACH);
    }
    return new Interrupts(together(root.resolve(TOGETHER.substring(1))), TOGETHER);
  }

  /// A line for a source: its short name, a count for each processor, what it is.
  private static Map<String, Long> bySource(List<String> lines) {
    var counts = new LinkedHashMap<String, Long>();
    for (var line : lines) {
      var words = line.strip().split("\\s+", -1);
      if (!words[0].endsWith(":")) continue;
      var sum = 0L;
      var next = 1;
      while (next < words.length && words[next].matches("\\d{1,18}")) {
        sum += Long.parseLong(words[next++]);
      }
      var what = String.join(" ", List.of(words).subList(next, words.length));
      counts.merge(words[0] + " " + what, sum, Long::sum);
    }
    return counts;
  }

  private static Map<String, Long> together(Path stat) throws IOException {
    try (var lines = Files.lines(stat)) {
      var line = lines.filter(text -> text.startsWith("intr ")).findFirst();
      var total = line.orElse("intr 0").split(" ", 3)[1];
      return Map.of("all interrupts together", Long.valueOf(total));
    }
  }

  /// What came between `before` and this: the sources that were heard, the most frequent first.
  public Html since(Interrupts before) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("source, as the kernel calls it", "interrupts"));
    counts.entrySet().stream()
        .map(entry -> Map.entry(entry.getKey(), entry.getValue() - before.count(entry.getKey())))
        .filter(entry -> entry.getValue() > 0)
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(entry -> List.of(entry.getKey(), String.format(Locale.ROOT, "%,d", entry.getValue())))
        .forEach(rows::add);
    var hidden =
        file.equals(EACH) ? "" : ": /proc/interrupts is hidden here, as in many containers";
    return new Heard(rows, "Counted by the kernel in " + file + hidden + ".");
  }

  private long count(String source) {
    return counts.getOrDefault(source, 0L);
  }

  /// The table.
  private record Heard(List<List<String>> rows, String where) implements Html {
    @Override
    public String html() {
      var html = new Markup().open("div");
      Tables.writeWords(html, rows);
      return html.leaf("p", where).close().toString();
    }

    @Override
    public String text() {
      return rows.stream()
              .map(row -> row.get(1) + "  " + row.get(0))
              .collect(Collectors.joining("\n"))
          + "\n"
          + where;
    }

    @Override
    public String toString() {
      return text();
    }
  }
}
