package asynclab.notebook;

import asynclab.notebook.WakeStep.What;
import asynclab.trace.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The picture of who wakes whom: the kernel's events, a reactor, the ready queue, the permit, and
/// an executor, step by step, read from what a recorder saw.
///
/// The recorder is the observer of the reactor's queue, and is told by the executor which task is
/// spawned, readied (woken), resumed (polled), parked (pending) and done. The executor's own sleep
/// is told with [#EXECUTOR] in place of a task: parked before it, resumed after it. Each wake
/// leaves a permit; whoever goes on has taken it.
///
/// ```java
/// WakeGraph.of(recorder).title("Two requests").figure()
/// ```
public final class WakeGraph {
  /// Stands in place of a task where the executor itself sleeps and goes on.
  public static final long EXECUTOR = Recorder.NO_TOKEN;

  private static final int WIDTH = 840;
  private static final int SHOWN = 40;

  private final Recorder recorder;
  private String title = "Who wakes whom";

  private WakeGraph(Recorder recorder) {
    this.recorder = recorder;
  }

  /// The graph of what `recorder` has seen when [#figure] is called.
  public static WakeGraph of(Recorder recorder) {
    return new WakeGraph(recorder);
  }

  /// What the picture is about.
  public WakeGraph title(String text) {
    title = text;
    return this;
  }

  /// The picture, of the first 40 steps.
  public Figure figure() {
    var all = steps();
    if (all.isEmpty()) {
      throw new IllegalStateException(
          "nothing was recorded: tell the recorder of spawned, resumed, parked, readied and done");
    }
    var shown = all.subList(0, Math.min(SHOWN, all.size()));
    var summary = summary(all) + (all.size() > SHOWN ? "; the first 40 steps" : "");
    var alt =
        "%s. %s. %s."
            .formatted(
                title,
                Story.capital(summary),
                shown.stream().map(WakeStep::sentence).collect(Collectors.joining("; ")));
    return new Figure(
        new WakeDrawing(title, summary, shown, WIDTH).svg(alt),
        alt,
        "Drawn from the run itself. Step by step, without a scale of time.",
        table(all));
  }

  /// What happened, in order.
  List<WakeStep> steps() {
    return WakeSteps.of(recorder.events());
  }

  private static String summary(List<WakeStep> steps) {
    var last = steps.getLast();
    var end = "";
    if (last.parked() && last.queue().isEmpty()) end = "; asleep at the end, and nobody calls";
    if (last.parked() && !last.queue().isEmpty()) end = "; asleep at the end, with work queued";
    return "%s, %s, %s, %s%s"
        .formatted(
            Words.count(count(steps, What.EVENT), "event"),
            Words.count(count(steps, What.WAKE), "wake"),
            Words.count(count(steps, What.POLLED), "poll"),
            Words.count(count(steps, What.PARKS), "park"),
            end);
  }

  private static long count(List<WakeStep> steps, What what) {
    return steps.stream().filter(step -> step.what() == what).count();
  }

  private static List<List<String>> table(List<WakeStep> steps) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("step", "what", "ready queue", "permit", "executor"));
    for (var i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      rows.add(
          List.of(
              String.valueOf(i + 1),
              step.sentence(),
              step.queue().isEmpty() ? "empty" : String.join(", ", step.queue()),
              step.permit() ? "there" : "none",
              step.parked()
                  ? "parked"
                  : step.polled().isEmpty() ? "awake" : "polls " + step.polled()));
    }
    return rows;
  }
}
