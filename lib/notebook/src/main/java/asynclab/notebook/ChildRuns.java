package asynclab.notebook;

import asynclab.notebook.markup.Markup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What became of one program in many JVMs, counted: for code that does not end the same way each
/// time.
///
/// ```java
/// ChildRuns.of(program, "borrowed", "collect")
///     .times(4, "-XX:+UseSerialGC").times(4, "-XX:+UseG1GC")
/// ```
public final class ChildRuns implements Html {
  /// More than that and a cell takes minutes.
  private static final int MOST = 50;

  /// How often it ended in one way under the same options.
  private record Row(String options, int runs, String ending, String said, int times) {
    List<String> cells() {
      return List.of(options.replace(' ', '\n'), times + " of " + runs, ending, said);
    }
  }

  private static final List<String> HEAD =
      List.of("options of the JVM", "runs", "ending", "its last word");

  private final ChildLauncher launcher;
  private final String source;
  private final String[] arguments;
  private final List<Row> rows;

  private ChildRuns(ChildLauncher launcher, String source, String[] arguments, List<Row> rows) {
    this.launcher = launcher;
    this.source = source;
    this.arguments = arguments;
    this.rows = List.copyOf(rows);
  }

  /// No run yet of `source`, a program as [ChildJvm] takes it.
  public static ChildRuns of(String source, String... arguments) {
    return of(ChildJvm.with(), source, arguments);
  }

  static ChildRuns of(ChildLauncher launcher, String source, String... arguments) {
    return new ChildRuns(launcher, source, arguments.clone(), List.of());
  }

  /// This and `runs` more, one after another, each in a JVM with these options.
  ///
  /// @param runs 1 to 50
  public ChildRuns times(int runs, String... options) throws IOException, InterruptedException {
    if (runs < 1 || runs > MOST) {
      throw new IllegalArgumentException("%d runs: 1 to %d can be made".formatted(runs, MOST));
    }
    var children = new ArrayList<ChildJvm>();
    for (var i = 0; i < runs; i++) children.add(launcher.with(options).run(source, arguments));
    var more = rows(String.join(" ", options), children);
    return new ChildRuns(launcher, source, arguments, Stream.concat(rows.stream(), more).toList());
  }

  private static Stream<Row> rows(String options, List<ChildJvm> children) {
    var alike = new LinkedHashMap<List<String>, Integer>();
    for (var child : children) {
      alike.merge(List.of(child.ending(), child.lastWord()), 1, Integer::sum);
    }
    return alike.entrySet().stream()
        .map(it ->
            new Row(
                options, children.size(), it.getKey().get(0), it.getKey().get(1), it.getValue()));
  }

  @Override
  public String html() {
    var html = new Markup().open("div").open("table").open("thead");
    cells(html, "th", HEAD);
    html.close().open("tbody");
    rows.forEach(row -> cells(html, "td", row.cells()));
    return html.close().close().close().toString();
  }

  /// An option and a count stay whole; on a narrow page the last word may be broken anywhere.
  private static void cells(Markup html, String cell, List<String> texts) {
    html.open("tr");
    for (var i = 0; i < texts.size(); i++) {
      var breaks = i < 2 ? ";white-space:pre" : i == 3 ? ";overflow-wrap:anywhere" : "";
      html.leaf(cell, texts.get(i), "style", "text-align:left" + breaks);
    }
    html.close();
  }

  @Override
  public String text() {
    return rows.stream()
        .map(row ->
            "%s: %d of %d: %s; %s"
                .formatted(row.options, row.times, row.runs, row.ending, row.said))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public String toString() {
    return text();
  }
}
