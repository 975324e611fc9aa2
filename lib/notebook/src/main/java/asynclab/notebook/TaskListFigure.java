package asynclab.notebook;

import static asynclab.notebook.TaskMarks.took;

import asynclab.notebook.TaskRow.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A list of tasks in words, in rows and as a drawing.
final class TaskListFigure {
  /// As many rows as still are a picture.
  static final int DRAWN = 16;

  private static final int ROWS = 100;
  private static final int NAMED = 8;
  private static final String CAPTION =
      "Measured while the tasks ran. Woken: while it waited. Itself: in its own poll."
          + " Longest ready: in the queue, while others were polled.";
  private static final String SUMS =
      " Tasks that are alike share a row: their counts and times together.";
  private static final List<String> HEAD =
      List.of(
          "task",
          "state",
          "polls",
          "woken",
          "itself",
          "busy",
          "longest poll",
          "longest ready",
          "waited",
          "woken last by",
          "waits for",
          "marks");

  /// What the loop did meanwhile.
  ///
  /// @param nanos how long it has been watched
  /// @param asleepNanos how long of that it was in a wait
  /// @param unlookedNanos the longest time in which nobody looked into the event queue
  record Loop(long nanos, long asleepNanos, long unlookedNanos) {}

  private final String title;
  private final List<TaskRow> rows;
  private final long dropped;

  /// @param dropped how many tasks there were besides
  TaskListFigure(String title, List<TaskRow> rows, long dropped) {
    this.title = title;
    this.rows = rows;
    this.dropped = dropped;
  }

  Figure of(Loop loop) {
    var summary = summary(loop);
    var all = rows.size() > DRAWN ? folded() : rows;
    var shown = all.stream().limit(DRAWN).toList();
    var left = all.stream().skip(DRAWN).mapToInt(TaskRow::alike).sum();
    var more = left == 0 ? "" : "and " + Words.count(left, "more task");
    var alt =
        "%s. %s. %s%s"
            .formatted(
                title,
                Story.capital(summary),
                shown.stream()
                    .limit(NAMED)
                    .map(TaskListFigure::sentence)
                    .collect(Collectors.joining(" ")),
                all.size() > NAMED ? " And more." : "");
    var svg = new TaskListDrawing(title, summary, shown, more).svg(alt);
    var folds = all.size() < rows.size();
    return new Figure(svg, alt, folds ? CAPTION + SUMS : CAPTION, table(all));
  }

  private String summary(Loop loop) {
    var parts = new ArrayList<String>();
    parts.add(Words.count(rows.size(), "task") + states());
    var marked = rows.stream().filter(row -> !row.marks().isEmpty()).count();
    if (marked > 0) parts.add(marked + " marked");
    parts.add("watched for " + took(loop.nanos));
    if (loop.asleepNanos > 0) parts.add("asleep for %s of it".formatted(took(loop.asleepNanos)));
    if (loop.unlookedNanos > TaskMarks.HELD.toNanos()) {
      parts.add("nobody looked into the event queue for " + took(loop.unlookedNanos));
    }
    if (dropped > 0) parts.add(Words.count(dropped, "more task") + " not kept");
    return String.join("; ", parts);
  }

  private String states() {
    var counts =
        Stream.of(State.values())
            .map(state -> {
              var count = rows.stream().filter(row -> row.state() == state).count();
              return count == 0 ? "" : count + " " + state.word();
            })
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    return counts.isEmpty() ? "" : ": " + counts;
  }

  /// Rows of one kind as one, those that are marked first, then those that live.
  private List<TaskRow> folded() {
    var kinds = new LinkedHashMap<List<Object>, TaskRow>();
    for (var row : rows) kinds.merge(row.kind(), row, TaskRow::and);
    return kinds.values().stream().sorted(TaskListFigure::urgent).toList();
  }

  private static int urgent(TaskRow one, TaskRow other) {
    return Integer.compare(rank(one), rank(other));
  }

  private static int rank(TaskRow row) {
    if (!row.marks().isEmpty()) return 0;
    return row.state() == State.DONE ? 2 : 1;
  }

  /// A row for somebody who does not see it.
  private static String sentence(TaskRow row) {
    var text = new ArrayList<String>();
    text.add(name(row) + ": " + row.state().word());
    text.add(Words.count(row.polls(), "poll"));
    text.add(String.format(Locale.ROOT, "woken %,d, by itself %,d", row.wakes(), row.ownWakes()));
    text.add("busy " + took(row.busyNanos()));
    text.addAll(row.marks());
    return String.join(", ", text) + ".";
  }

  /// `heartbeat × 40`.
  static String name(TaskRow row) {
    return row.alike() == 1 ? row.name() : row.name() + " × " + row.alike();
  }

  /// What stands below the numbers.
  static String below(TaskRow row) {
    var by = row.wokenBy().isEmpty() ? "" : "woken last by " + by(row);
    var what =
        switch (row.state()) {
          case WAITING -> "waits for " + row.waitsFor();
          case DONE -> row.outcome();
          case READY -> row.polls() == 0 ? "waits for its first turn" : "";
          case RUNNING -> "";
        };
    return Stream.of(what, by).filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
  }

  private static String by(TaskRow row) {
    return row.wokenBy().equals(row.name()) ? "itself" : row.wokenBy();
  }

  private static List<List<String>> table(List<TaskRow> rows) {
    var table = new ArrayList<List<String>>();
    table.add(HEAD);
    for (var row : rows.subList(0, Math.min(ROWS, rows.size()))) {
      var cells = new ArrayList<String>();
      cells.add(name(row));
      cells.add(row.state().word());
      cells.addAll(numbers(row));
      cells.add(row.wokenBy().isEmpty() ? "nobody" : by(row));
      cells.add(row.state() == State.DONE ? row.outcome() : row.waitsFor());
      cells.add(String.join("; ", row.marks()));
      table.add(cells);
    }
    return table;
  }

  /// The numbers of a row, as they stand in table and drawing.
  static List<String> numbers(TaskRow row) {
    return List.of(
        String.format(Locale.ROOT, "%,d", row.polls()),
        String.format(Locale.ROOT, "%,d", row.wakes()),
        String.format(Locale.ROOT, "%,d", row.ownWakes()),
        took(row.busyNanos()),
        took(row.longestPollNanos()),
        took(row.longestReadyNanos()),
        took(row.waitedNanos()));
  }
}
