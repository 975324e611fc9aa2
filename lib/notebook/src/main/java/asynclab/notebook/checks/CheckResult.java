package asynclab.notebook.checks;

import asynclab.notebook.Html;
import asynclab.notebook.markup.Markup;
import asynclab.notebook.markup.Prose;
import asynclab.notebook.markup.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a check saw: `ok`, or `not yet` with what differs and why.
///
/// @param id the exercise
/// @param rows everything tried, in order
/// @param solution one way to solve the exercise, to be unfolded after success; empty for none
/// @param remarks what else is to be said, a line each; `code` stands between backticks
public record CheckResult(String id, List<Row> rows, String solution, List<String> remarks)
    implements Html {
  /// A reader needs the first differences: the others mostly have the same cause.
  private static final int SHOWN = 5;

  /// Keeps its own copy of the lists.
  public CheckResult {
    rows = List.copyOf(rows);
    remarks = List.copyOf(remarks);
  }

  CheckResult(String id, List<Row> rows) {
    this(id, rows, "", List.of());
  }

  /// The same with a remark at its end.
  CheckResult with(String remark) {
    return new CheckResult(
        id, rows, solution, Stream.concat(remarks.stream(), Stream.of(remark)).toList());
  }

  /// The same with a solution to unfold.
  CheckResult solvedBy(String text) {
    return new CheckResult(id, rows, text, remarks);
  }

  /// Whether every row is right. Nothing tried is nothing proven.
  public boolean ok() {
    return !rows.isEmpty() && differing().isEmpty();
  }

  /// The same, if it is ok: for whoever grades, to whom a cell that ends without an error is a
  /// pass.
  ///
  /// @throws CheckFailed otherwise, with what differs
  public CheckResult demand() {
    if (!ok()) throw new CheckFailed(text());
    return this;
  }

  @Override
  public String text() {
    var blocks = ok() ? rows.stream().map(CheckResult::line) : shown().map(CheckResult::block);
    return headline() + "\n" + blocks.collect(Collectors.joining("\n")) + more() + below();
  }

  @Override
  public String html() {
    var html = new Markup().open("div").open("p").leaf("strong", headline()).close();
    if (ok()) {
      html.open("details").leaf("summary", "What was tried");
      Tables.writeWords(html, table(List.of("tried", "seen"), CheckResult::rightCells));
      html.close();
      if (!solution.isEmpty()) {
        html.open("details").leaf("summary", Solution.TITLE).open("pre").leaf("code", solution);
        html.close().close();
      }
    } else {
      Tables.writeWords(
          html, table(List.of("tried", "expected", "seen", "why"), CheckResult::differingCells));
      if (!more().isEmpty()) html.leaf("p", more().strip());
    }
    for (var remark : remarks) Prose.write(html.open("p"), remark).close();
    return html.close().toString();
  }

  @Override
  public String toString() {
    return text();
  }

  private String below() {
    var lines = new StringBuilder();
    if (!solution.isEmpty())
      lines.append("\n  one way to solve it: Check.solution(\"%s\")".formatted(id));
    for (var remark : remarks) lines.append("\n  ").append(remark);
    return lines.toString();
  }

  private String headline() {
    if (rows.isEmpty()) return "not yet: %s, nothing could be tried here".formatted(id);
    return ok()
        ? "ok: %s, %d of %d as expected".formatted(id, rows.size(), rows.size())
        : "not yet: %s, %d of %d differ".formatted(id, differing().size(), rows.size());
  }

  private Stream<Row> shown() {
    return ok() ? rows.stream() : differing().stream().limit(SHOWN);
  }

  private List<Row> differing() {
    return rows.stream().filter(row -> !row.ok()).toList();
  }

  private String more() {
    var more = ok() ? 0 : differing().size() - SHOWN;
    return more <= 0 ? "" : "\n  and %d more: mend these first".formatted(more);
  }

  private List<List<String>> table(List<String> head, Function<Row, List<String>> cells) {
    var table = new ArrayList<List<String>>();
    table.add(head);
    shown().map(cells).forEach(table::add);
    return table;
  }

  private static List<String> rightCells(Row row) {
    return List.of(row.tried(), row.seen());
  }

  private static List<String> differingCells(Row row) {
    return List.of(row.tried(), row.expected(), row.seen(), row.why());
  }

  private static String line(Row row) {
    return "  %s: %s".formatted(row.tried(), row.seen());
  }

  private static String block(Row row) {
    return "  tried     %s\n  expected  %s\n  seen      %s\n  why       %s\n"
        .formatted(row.tried(), row.expected(), row.seen(), row.why());
  }
}
