package asynclab.notebook.progress;

import asynclab.notebook.Html;
import asynclab.notebook.checks.Check;
import asynclab.notebook.logbook.Entry;
import asynclab.notebook.logbook.Entry.Deed;
import asynclab.notebook.logbook.Logbook;
import asynclab.notebook.markup.Markup;
import asynclab.notebook.markup.Tables;
import asynclab.notebook.predict.Predict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a learner has done so far, for each notebook: predictions answered, exercises solved.
///
/// It is read from `progress.txt`, which checks and predictions write.
public final class Progress {
  private static final List<String> HEAD =
      List.of("notebook", "predictions answered", "exercises solved");
  private static final String NOWHERE =
      "Nothing is kept here: progress is written in your copy of the notebooks, the folder my/.";

  private Progress() {}

  /// The progress of whoever works in this kernel's folder.
  public static Html here() {
    return of(Logbook.here());
  }

  static Html of(Optional<Logbook> logbook) {
    if (logbook.isEmpty()) return new Overview(rows(List.of()), List.of(NOWHERE));
    var page = logbook.get().read();
    return new Overview(rows(page.entries()), page.faults());
  }

  private static List<List<String>> rows(List<Entry> entries) {
    var answered = ids(entries, Deed.ANSWERED);
    var solved = ids(entries, Deed.SOLVED);
    var rows = new ArrayList<List<String>>();
    rows.add(HEAD);
    for (var notebook : Predict.notebooks()) {
      rows.add(
          List.of(
              notebook,
              share(Predict.ids(notebook), answered),
              share(Check.ids(notebook), solved)));
    }
    return rows;
  }

  private static Set<String> ids(List<Entry> entries, Deed deed) {
    return entries.stream()
        .filter(entry -> entry.deed() == deed)
        .map(Entry::id)
        .collect(Collectors.toSet());
  }

  /// How many of them are done.
  private static String share(List<String> all, Set<String> done) {
    var count = all.stream().filter(done::contains).count();
    return "%d of %d".formatted(count, all.size());
  }

  /// The table, and what is to be said about the file it was read from.
  private record Overview(List<List<String>> rows, List<String> remarks) implements Html {
    @Override
    public String text() {
      var lines = new ArrayList<String>();
      for (var row : rows) {
        lines.add("%-32s  %-20s  %s".formatted(row.toArray()));
      }
      lines.addAll(remarks);
      return String.join("\n", lines);
    }

    @Override
    public String html() {
      var html = new Markup().open("div");
      Tables.writeWords(html, rows);
      for (var remark : remarks) html.leaf("p", remark);
      return html.close().toString();
    }

    @Override
    public String toString() {
      return text();
    }
  }
}
