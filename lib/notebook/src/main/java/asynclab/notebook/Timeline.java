package asynclab.notebook;

import asynclab.trace.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The picture of one run, drawn from what a recorder saw.
///
/// A lane for each token, one for the loop (hollow while it waits, solid at work), one for the
/// kernel (a mark for each event it delivered). The notes `sent` and `answered` have a meaning: a
/// request waits from the one to the other. So have `lent` and `back`: between them the buffer of
/// that token is the kernel's. Every other note is a mark with its own text. [#states] adds what a
/// coroutine of the run went through.
///
/// ```java
/// Timeline.of(recorder).title("Five delayed requests, one thread").lane(0, "request 0").figure()
/// ```
///
/// Where scripts run, the figure can be stepped through. [#live] shows it while the run goes on;
/// [#writeTrace] hands the run to Perfetto.
public final class Timeline {
  private static final int WIDTH = 840;
  private static final int NARROWEST = 420;
  private static final int WIDEST = 2000;
  private static final int NARROW_PAGE = 420;

  private final Recorder recorder;
  private final Map<Long, String> labels = new LinkedHashMap<>();
  private final List<Watched<?>> watched = new ArrayList<>();
  private String title = "One run of the loop";
  private long unitMillis = Unit.millis();
  private boolean inOrder;
  private OptionalLong until = OptionalLong.empty();
  private int width = WIDTH;
  private String caption = "Drawn from the run itself. Hollow is waiting, solid is work.";

  private Timeline(Recorder recorder) {
    this.recorder = recorder;
  }

  /// A timeline of what `recorder` has seen when [#figure] is called.
  public static Timeline of(Recorder recorder) {
    return new Timeline(recorder);
  }

  /// What the picture is about.
  public Timeline title(String text) {
    title = text;
    return this;
  }

  /// What stands below the picture; of a stack, the first timeline's caption counts.
  public Timeline caption(String text) {
    caption = text;
    return this;
  }

  /// Names the lane of `token`. Named lanes come first, in the order they were named.
  public Timeline lane(long token, String label) {
    labels.put(token, label);
    return this;
  }

  /// Adds a lane for the states of `run`, a coroutine that was watched while the recorder recorded:
  /// below the tokens, in the order of these calls. Its states have the numbers of the diagram.
  ///
  /// ```java
  /// var run = Lab.watch(ask(loop, 2));
  /// loop.blockOn(run);
  /// Timeline.of(recorder).states(run).figure()
  /// ```
  public Timeline states(Watched<?> run) {
    watched.add(run);
    return this;
  }

  /// How long a unit of the axis is, if not [Unit#millis].
  public Timeline unit(long millis) {
    if (millis < 1) {
      throw new IllegalArgumentException("a unit has at least 1 ms, not " + millis);
    }
    unitMillis = millis;
    return this;
  }

  /// One step an event instead of a scale of time: for runs whose order matters, not their pauses.
  public Timeline inOrder() {
    inOrder = true;
    return this;
  }

  /// The width of the picture in pixels, 840 unless said.
  public Timeline width(int pixels) {
    if (pixels < NARROWEST || pixels > WIDEST) {
      throw new IllegalArgumentException(
          "a timeline is 420 to 2000 pixels wide, not " + pixels + ": 840 suits a notebook");
    }
    width = pixels;
    return this;
  }

  /// The picture, growing below this cell from now on, until it is closed or a minute is over.
  public LivePicture live() {
    return live(LivePicture.LONGEST);
  }

  LivePicture live(Duration longest) {
    var kept = copy();
    return LivePicture.open(kept::frame, kept::figure, longest);
  }

  /// Writes the run into `file` for Perfetto (ui.perfetto.dev) or `chrome://tracing`, with the
  /// names of the picture; answers `file`.
  public Path writeTrace(Path file) throws IOException {
    if (inOrder) {
      throw new IllegalStateException("a trace has times: leave inOrder() out");
    }
    return Files.writeString(file, ChromeTrace.of(read()));
  }

  /// The picture.
  public Figure figure() {
    return figure("", List.of(this));
  }

  /// Several runs above one another on one scale, each with its own title, for comparing them.
  public static Figure stack(String title, Timeline... timelines) {
    if (timelines.length == 0) {
      throw new IllegalArgumentException("a stack needs one timeline at least");
    }
    var inOrder = Stream.of(timelines).map(timeline -> timeline.inOrder).distinct().count();
    if (inOrder > 1) {
      throw new IllegalArgumentException("a stack has one scale: all in order, or none");
    }
    return figure(title, List.of(timelines));
  }

  private static Figure figure(String title, List<Timeline> timelines) {
    var longest = timelines.stream().mapToLong(Timeline::nanos).max().orElseThrow();
    var clock = Clock.of(longest, timelines.getFirst().unitMillis);
    var runs = timelines.stream().map(timeline -> timeline.run(clock)).toList();
    var width = timelines.stream().mapToInt(timeline -> timeline.width).max().orElseThrow();
    var alt = String.join(" ", runs.stream().map(Story::alt).toList());
    var described = title.isEmpty() ? alt : title + ". " + alt;
    var heading = title.isEmpty() ? runs.getFirst().title : title;
    var drawing = new TimelineDrawing(title, runs, width);
    var svg = drawing.svg(heading, described);
    var going = timelines.stream().anyMatch(timeline -> timeline.until.isPresent());
    var script = going ? "" : Player.script(heading, runs, views(drawing, title, described));
    return new Figure(svg, described, timelines.getFirst().caption, table(runs), script);
  }

  /// The picture as it is, and once more for a narrow page.
  private static List<Player.View> views(TimelineDrawing drawing, String title, String described) {
    var wide = new Player.View(drawing, "");
    if (drawing.width() <= NARROW_PAGE) {
      return List.of(wide);
    }
    var narrow = drawing.narrowed(NARROW_PAGE);
    return List.of(wide, new Player.View(narrow, Figure.address(narrow.svg(title, described))));
  }

  /// The picture of a run that has come as far as `nowNanos` and goes on: there is nothing to play
  /// yet.
  Figure frame(long nowNanos) {
    var frame = copy();
    frame.until = OptionalLong.of(nowNanos);
    return frame.figure();
  }

  /// A timeline of its own, which nobody changes any more.
  private Timeline copy() {
    var copy = new Timeline(recorder).title(title).caption(caption).width(width).unit(unitMillis);
    copy.labels.putAll(labels);
    copy.watched.addAll(watched);
    copy.inOrder = inOrder;
    return copy;
  }

  /// The run, on a clock of its own.
  Run read() {
    return run(Clock.of(nanos(), unitMillis));
  }

  private Run run(Clock clock) {
    var states = watched.stream().filter(run -> run.hasBegun()).map(StateRun::new).toList();
    return new Run(title, recorder, labels, states, clock, inOrder, until);
  }

  private long nanos() {
    var events = recorder.events();
    if (events.isEmpty()) {
      return 0;
    }
    var last = events.getLast().nanos();
    return Math.max(last, until.orElse(last)) - events.getFirst().nanos();
  }

  private static List<List<String>> table(List<Run> runs) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("run", "time (" + runs.getFirst().clock.plural() + ")", "lane", "what"));
    for (var run : runs) {
      for (var row : Story.rows(run)) {
        rows.add(Stream.concat(Stream.of(run.title), row.stream()).toList());
      }
    }
    return runs.size() > 1 ? rows : rows.stream().map(row -> row.subList(1, row.size())).toList();
  }
}
