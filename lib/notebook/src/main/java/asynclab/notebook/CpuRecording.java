package asynclab.notebook;

import asynclab.notebook.CpuTrace.End;
import asynclab.notebook.CpuTrace.Lane;
import asynclab.notebook.CpuTrace.Ran;
import asynclab.notebook.CpuTrace.Ready;
import asynclab.notebook.CpuTrace.Span;
import asynclab.notebook.CpuTrace.Waited;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A [CpuTrace] as a text file, for machines that cannot make one like it.
///
/// ```
/// about AMD EPYC, 2 processors; Linux 6.18; Java 25.0.3; 2026-11-24
/// thread A voluntary 1 involuntary 14
///   ready 0 51
///   ran 1 51 4020 taken
///   waited 4020 9000
/// ```
///
/// Times are microseconds. What does not follow that form is a fault, and named with its line.
public final class CpuRecording {
  private static final int MICRO = 1000;

  private CpuRecording() {}

  /// The three threads of notebook 01 on two processors, as recorded by us on a machine that has
  /// them; [CpuTrace#about] says which, and when.
  public static CpuTrace twoCpus() {
    try (var file = CpuRecording.class.getResourceAsStream("recordings/two-cpus.txt")) {
      if (file == null) throw new IllegalStateException("the library has no two-cpus.txt");
      return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The text of a trace. `about` says on which machine it was recorded, with what, and when.
  public static String text(CpuTrace trace, String about) {
    var text = new StringBuilder("about ").append(about).append('\n');
    for (var lane : trace.lanes()) {
      text.append(
          "thread %s voluntary %d involuntary %d%n"
              .formatted(lane.thread(), lane.voluntary(), lane.involuntary()));
      lane.spans().forEach(span -> text.append("  ").append(line(span)).append('\n'));
    }
    return text.toString();
  }

  private static String line(Span span) {
    var from = span.from() / MICRO;
    var to = span.to() / MICRO;
    return switch (span) {
      case Ran ran ->
          "ran %d %d %d %s"
              .formatted(ran.cpu(), from, to, ran.end().name().toLowerCase(Locale.ROOT));
      case Ready _ -> "ready %d %d".formatted(from, to);
      case Waited _ -> "waited %d %d".formatted(from, to);
    };
  }

  /// The trace in a text.
  public static CpuTrace parse(String text) {
    var about = "";
    var lanes = new ArrayList<Lane>();
    var number = 0;
    for (var line : text.lines().toList()) {
      number++;
      var words = List.of(line.strip().split(" ", -1));
      try {
        switch (words.getFirst()) {
          case "about" -> about = words.stream().skip(1).collect(Collectors.joining(" "));
          case "thread" -> lanes.add(thread(words));
          default -> lanes.add(with(lanes.removeLast(), span(words)));
        }
      } catch (RuntimeException fault) {
        throw new IllegalArgumentException(
            "line %d of the recording is none: %s".formatted(number, line), fault);
      }
    }
    return new CpuTrace(about, lanes);
  }

  private static Lane thread(List<String> words) {
    return new Lane(
        words.get(1), List.of(), Long.parseLong(words.get(3)), Long.parseLong(words.get(5)));
  }

  private static Lane with(Lane lane, Span span) {
    var spans = new ArrayList<>(lane.spans());
    spans.add(span);
    return new Lane(lane.thread(), spans, lane.voluntary(), lane.involuntary());
  }

  private static Span span(List<String> words) {
    var from = words.size() - (words.getFirst().equals("ran") ? 3 : 2);
    var begin = Long.parseLong(words.get(from)) * MICRO;
    var end = Long.parseLong(words.get(from + 1)) * MICRO;
    return switch (words.getFirst()) {
      case "ran" ->
          new Ran(
              Integer.parseInt(words.get(1)),
              begin,
              end,
              End.valueOf(words.getLast().toUpperCase(Locale.ROOT)));
      case "ready" -> new Ready(begin, end);
      case "waited" -> new Waited(begin, end);
      default -> throw new IllegalArgumentException("neither ran, ready nor waited");
    };
  }
}
