package asynclab.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The picture of a comparison, in words, in rows and as a drawing.
final class ModelsFigure {
  static final String TITLE = "Five requests, one job: what each model keeps, and who goes on";
  private static final String CAPTION =
      "Left, the five requests, R0 above: hollow while it waits, a bar where its answer is used,"
          + " and the number of the thread that uses it. Right, from a run of many requests that"
          + " wait at once: what one of them holds, each step ten times the one"
          + " before; heap after a collection and resident stacks, give or take some"
          + " hundred bytes.";

  private ModelsFigure() {}

  static Figure of(List<ModelRun> runs) {
    if (runs.isEmpty()) {
      throw new IllegalStateException(
          "there is no row yet: models.run(name, keeps, body) adds one");
    }
    var alt = TITLE + ". " + runs.stream().map(ModelsFigure::alt).collect(Collectors.joining(" "));
    return new Figure(new ModelsDrawing(runs).svg(alt), alt, CAPTION, table(runs));
  }

  private static String alt(ModelRun run) {
    return "%s: answers %s in %s; goes on: %s; a request that waits holds %s, %s."
        .formatted(
            run.name(),
            String.join(" ", run.course().answers()),
            Models.units(run.course().nanos()),
            run.course().goesOn(),
            run.keeps(),
            Models.bytes(run.crowd().held()));
  }

  private static List<List<String>> table(List<ModelRun> runs) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("model", "request", "begins", "waits from", "answered", "thread"));
    for (var run : runs) {
      for (var way : run.course().ways()) {
        rows.add(
            List.of(
                run.name(),
                way.name(),
                moment(way.begun()),
                moment(way.waited()),
                moment(way.answered()),
                String.valueOf(way.thread())));
      }
    }
    return rows;
  }

  private static String moment(long nanos) {
    return String.format(Locale.ROOT, "%.2f", nanos / 1e6 / Unit.millis());
  }
}
