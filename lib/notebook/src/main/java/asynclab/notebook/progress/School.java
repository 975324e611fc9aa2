package asynclab.notebook.progress;

import asynclab.notebook.checks.Check;
import asynclab.notebook.logbook.Entry;
import asynclab.notebook.logbook.Entry.Deed;
import asynclab.notebook.predict.Predict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What many learners have done, for who teaches them: where each one is, and what many have not
/// solved although they were there.
///
/// @param learners whoever sent progress
record School(List<School.Learner> learners) {
  /// One who sent progress.
  ///
  /// @param name the name of the file it came in
  /// @param entries what is done
  /// @param fault why it could not be read; empty if it could
  record Learner(String name, List<Entry> entries, String fault) {
    private boolean has(Deed deed, String id) {
      return entries.stream().anyMatch(it -> it.deed() == deed && it.id().equals(id));
    }

    private long count(Deed deed, Collection<String> ids) {
      return ids.stream().filter(id -> has(deed, id)).count();
    }

    /// Whether anything was done there.
    private boolean reached(String notebook) {
      return count(Deed.SOLVED, Check.ids(notebook)) > 0
          || count(Deed.ANSWERED, Predict.ids(notebook)) > 0;
    }

    private Optional<String> last() {
      return Predict.notebooks().reversed().stream().filter(this::reached).findFirst();
    }

    private String lastDay() {
      return entries.stream()
          .map(Entry::date)
          .max(Comparator.naturalOrder())
          .map(LocalDate::toString)
          .orElse("-");
    }

    private List<String> open(String notebook) {
      return Check.ids(notebook).stream().filter(id -> !has(Deed.SOLVED, id)).toList();
    }
  }

  static School of(List<Learner> learners) {
    return new School(List.copyOf(learners));
  }

  String text() {
    var lines = new ArrayList<String>();
    lines.add(
        "%-20s  %-10s  %8s  %6s  %s"
            .formatted("who", "last day", "answered", "solved", "is at, and has not solved there"));
    learners.forEach(learner -> lines.add(line(learner)));
    lines.add("");
    lines.add("Not solved by those who were in the chapter:");
    var stuck = stuck();
    lines.addAll(stuck.isEmpty() ? List.of("  nothing") : stuck);
    return String.join("\n", lines);
  }

  private static String line(Learner learner) {
    if (!learner.fault().isEmpty()) return "%-20s  %s".formatted(learner.name(), learner.fault());
    var asked = Predict.notebooks().stream().flatMap(it -> Predict.ids(it).stream()).toList();
    var at = learner.last().map(it -> it + "  " + String.join(" ", learner.open(it))).orElse("-");
    return "%-20s  %-10s  %8d  %6d  %s"
        .formatted(
            learner.name(),
            learner.lastDay(),
            learner.count(Deed.ANSWERED, asked),
            learner.count(Deed.SOLVED, Check.ids()),
            at.strip());
  }

  /// The exercises that are open, with how many of how many, in reading order.
  private List<String> stuck() {
    var lines = new ArrayList<String>();
    for (var notebook : Predict.notebooks()) {
      var there = learners.stream().filter(learner -> learner.reached(notebook)).toList();
      for (var id : Check.ids(notebook)) {
        var open = there.stream().filter(learner -> !learner.has(Deed.SOLVED, id)).count();
        if (open > 0) lines.add("  %-24s %d of %d".formatted(id, open, there.size()));
      }
    }
    return lines;
  }
}
