package asynclab.notebook;

import asynclab.notebook.CpuTrace.End;
import asynclab.notebook.CpuTrace.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The picture of threads that share processors: a lane for each processor, cut into slices, and
/// below it one for each thread: solid while it runs, hatched while it is ready and has no
/// processor, hollow while it waits. A mark says why each slice ended.
///
/// ```java
/// CpuTimeline.of(trace).title("Three threads, one CPU").figure()
/// CpuTimeline.stack("The same three threads", CpuTimeline.of(one), CpuTimeline.of(two))
/// ```
public final class CpuTimeline {
  private static final String CAPTION =
      "From the gaps in each thread's own time stamps. Solid: runs. Hatched: ready, and has no CPU."
          + " Hollow: waits.";

  final CpuTrace trace;
  String title = "Threads and their processors";

  private CpuTimeline(CpuTrace trace) {
    this.trace = trace;
  }

  /// A timeline of `trace`.
  public static CpuTimeline of(CpuTrace trace) {
    return new CpuTimeline(trace);
  }

  /// What the picture is about.
  public CpuTimeline title(String text) {
    title = text;
    return this;
  }

  /// The picture.
  public Figure figure() {
    return figure("", List.of(this));
  }

  /// Several traces above one another on one scale.
  public static Figure stack(String title, List<CpuTimeline> timelines) {
    if (timelines.isEmpty()) {
      throw new IllegalArgumentException("a stack needs one timeline at least");
    }
    return figure(title, timelines);
  }

  private static Figure figure(String title, List<CpuTimeline> timelines) {
    var alt = timelines.stream().map(CpuTimeline::alt).collect(Collectors.joining(" "));
    var described = title.isEmpty() ? alt : title + ". " + alt;
    var svg = new CpuDrawing(title, timelines).svg(described);
    return new Figure(svg, described, CAPTION, table(timelines));
  }

  /// The line under the title.
  String summary() {
    return trace.summary();
  }

  /// Where and when it was recorded, if it was.
  String about() {
    return trace.about().isEmpty() ? "" : "recorded, not live: " + trace.about();
  }

  private String alt() {
    var lanes =
        trace.lanes().stream()
            .map(lane ->
                String.format(
                    Locale.ROOT,
                    "%s ran %s in %s, stood ready %s, waited %s",
                    lane.thread(),
                    CpuTrace.millis(lane.ranNanos()),
                    Words.count(lane.slices().size(), "slice"),
                    CpuTrace.millis(lane.readyNanos()),
                    CpuTrace.millis(lane.waitedNanos())))
            .collect(Collectors.joining("; "));
    var recorded = about().isEmpty() ? "" : " (" + about() + ")";
    return "%s%s: %s. %s.".formatted(title, recorded, summary(), lanes);
  }

  private static List<List<String>> table(List<CpuTimeline> timelines) {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "run",
            "thread",
            "ran",
            "ready",
            "waited",
            "slices",
            "cut short",
            "gave up",
            "taken",
            "moved"));
    for (var timeline : timelines) {
      timeline.trace.lanes().forEach(lane -> rows.add(row(timeline, lane)));
    }
    return rows;
  }

  /// "cut short" is from the gaps, "gave up" and "taken" are the kernel's own two counters.
  private static List<String> row(CpuTimeline timeline, Lane lane) {
    return List.of(
        timeline.title,
        lane.thread(),
        CpuTrace.millis(lane.ranNanos()),
        CpuTrace.millis(lane.readyNanos()),
        CpuTrace.millis(lane.waitedNanos()),
        String.valueOf(lane.slices().size()),
        String.valueOf(lane.ends(End.TAKEN)),
        String.valueOf(lane.voluntary()),
        String.valueOf(lane.involuntary()),
        String.valueOf(lane.ends(End.MOVED)));
  }
}
