package asynclab.notebook.progress;

import asynclab.notebook.Html;
import asynclab.notebook.checks.Check;
import asynclab.notebook.logbook.Entry;
import asynclab.notebook.logbook.Entry.Deed;
import asynclab.notebook.logbook.Logbook;
import asynclab.notebook.markup.Markup;
import asynclab.notebook.markup.Sentence;
import asynclab.notebook.markup.Tables;
import asynclab.notebook.predict.Predict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a learner has done so far, for each notebook: predictions answered, exercises solved.
///
/// It is read from `progress.txt`, which checks and predictions write.
public final class Progress {
  private static final List<String> HEAD =
      List.of("notebook", "predictions answered", "exercises solved", "still to solve");
  private static final int STILL = HEAD.size() - 1;
  private static final String NOWHERE =
      "Nothing is kept here: progress is written in your copy of the notebooks, the folder my/.";

  private Progress() {}

  /// The progress of whoever works in this kernel's folder.
  public static Html here() {
    return of(Logbook.here());
  }

  /// All of it as one short line, to be pasted into a mail, a chat, or [#importFrom] elsewhere.
  public static String export() {
    return export(Logbook.here());
  }

  static String export(Optional<Logbook> logbook) {
    return logbook.map(book -> ProgressText.of(book.read().entries())).orElse(NOWHERE);
  }

  /// Adds what [#export] gave elsewhere to what is here; nothing that is here is lost.
  public static Html importFrom(@Nullable String text) {
    return importFrom(text, Logbook.here());
  }

  static Html importFrom(@Nullable String text, Optional<Logbook> logbook) {
    if (logbook.isEmpty()) return new Sentence(NOWHERE);
    try {
      var read = ProgressText.read(String.valueOf(text));
      var before = Set.copyOf(logbook.get().read().entries());
      var fault = logbook.get().merge(read.entries());
      var after = logbook.get().read().entries();
      var fresh = after.stream().filter(entry -> !before.contains(entry)).count();
      return new Sentence(fault.orElse(report(read, fresh)));
    } catch (ProgressText.Garbled e) {
      return new Sentence("Nothing was brought in: %s.".formatted(e.getMessage()));
    }
  }

  private static String report(ProgressText.Read read, long fresh) {
    var unknown =
        read.unknown() == 0
            ? ""
            : " %d of its names belong to another version of the lab and were left out."
                .formatted(read.unknown());
    return "The text says %d things; %d of them are new here. `Progress.here()` shows all.%s"
        .formatted(read.entries().size(), fresh, unknown);
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
      rows.add(row(notebook, Predict.ids(notebook), answered, Check.ids(notebook), solved));
    }
    var asked = Predict.notebooks().stream().flatMap(it -> Predict.ids(it).stream()).toList();
    var all = new ArrayList<>(row("all", asked, answered, Check.ids(), solved));
    all.set(STILL, "");
    rows.add(all);
    return rows;
  }

  private static List<String> row(
      String notebook,
      List<String> asked,
      Set<String> answered,
      List<String> given,
      Set<String> solved) {
    return List.of(notebook, share(asked, answered), share(given, solved), open(given, solved));
  }

  /// The exercises that are left of a chapter in which one is solved: all the others are to be seen
  /// in their chapters.
  private static String open(List<String> given, Set<String> solved) {
    var open = given.stream().filter(id -> !solved.contains(id)).toList();
    return open.size() == given.size() ? "" : String.join(", ", open);
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
        lines.add("%-32s  %-20s  %-16s  %s".formatted(row.toArray()).stripTrailing());
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
