package asynclab.notebook;

import asynclab.notebook.markup.Markup;
import asynclab.notebook.markup.Tables;
import asynclab.syscalls.CallLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// A log of system calls as a notebook shows it: a table, or a picture with a stroke a call.
///
/// ```java
/// var log = Syscalls.watch(() -> Unistd.write(1, bytes, 6));
/// Calls.table(log)
/// Calls.picture("Three ways to write", log, "raw", "libc")
/// ```
public final class Calls {
  /// As many strokes as still are a picture.
  private static final int DRAWN = 24;

  private static final int ROWS = 200;

  private Calls() {}

  /// The calls in rows, at most 200 of them; below it stands who watched.
  public static Html table(CallLog log) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("call", "result", "took", "thread"));
    for (var call : log.calls().subList(0, Math.min(ROWS, log.calls().size()))) {
      var text = call.name() + "(" + call.arguments() + ")";
      rows.add(List.of(text, call.outcome(), took(call.nanos()), call.thread()));
    }
    return new Shown(rows, note(log, log.calls().size() - rows.size() + 1));
  }

  /// The calls as strokes between two lanes, at most 24 of them. Label `i` stands beside call `i`:
  /// who made it.
  public static Figure picture(String title, CallLog log, String... labels) {
    if (log.calls().isEmpty()) {
      throw new IllegalArgumentException(
          "the log holds no call, so there is nothing to draw (" + way(log) + ")");
    }
    var border = Border.titled(title);
    var drawn = Math.min(DRAWN, log.calls().size());
    for (var i = 0; i < drawn; i++) {
      var call = log.calls().get(i);
      if (i < labels.length) border.by(labels[i]);
      var failed = call.errno().isPresent();
      var text = call.name() + "(" + call.arguments() + ")";
      border.call(text, call.outcome(), took(call.nanos()), failed);
    }
    return border.caption(note(log, log.calls().size() - drawn)).figure();
  }

  private static String note(CallLog log, int left) {
    var more = left + log.dropped();
    return way(log) + (more > 0 ? " " + Words.count(more, "more call") + " not shown." : "");
  }

  private static String way(CallLog log) {
    var who =
        switch (log.way()) {
          case STRACE -> "Seen by strace";
          case SECCOMP -> "Seen by a filter in the kernel";
          case LAB -> "Seen by the lab's own log";
        };
    return who + ": " + log.why() + ".";
  }

  /// `850 ns`, `12 µs`, `1.2 ms`, `0.30 s`; empty when nobody knows.
  static String took(OptionalLong nanos) {
    if (nanos.isEmpty()) return "";
    var n = nanos.getAsLong();
    if (n < 1_000) return n + " ns";
    if (n < 1_000_000) return decimals(n / 1e3) + " µs";
    if (n < 1_000_000_000) return decimals(n / 1e6) + " ms";
    return decimals(n / 1e9) + " s";
  }

  private static String decimals(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
  }

  /// A table with a line below it.
  private record Shown(List<List<String>> rows, String note) implements Html {
    @Override
    public String html() {
      var html = new Markup().open("div");
      Tables.writeWords(html, rows);
      return html.leaf("p", note).close().toString();
    }

    @Override
    public String text() {
      var lines = rows.stream().skip(1).map(row -> row.get(0) + " = " + row.get(1));
      return String.join("\n", lines.toList()) + "\n" + note;
    }

    @Override
    public String toString() {
      return text();
    }
  }
}
