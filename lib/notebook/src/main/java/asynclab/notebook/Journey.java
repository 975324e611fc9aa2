package asynclab.notebook;

import asynclab.notebook.JourneyStep.Station;
import asynclab.trace.Recorder;
import asynclab.trace.Recorder.Event;
import asynclab.trace.Recorder.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The picture of one future's way from being submitted to being woken: four lanes, eight steps,
/// read from what a recorder saw of an event loop.
///
/// The steps keep their numbers: what did not happen is left out, so that the journey of a future
/// that nobody wakes ends at step 4.
///
/// ```java
/// var recorder = new Recorder();
/// try (var loop = EventLoop.open(recorder)) { … }
/// Journey.of(recorder).title("One answer").figure()
/// ```
///
/// Where scripts run, the picture can be stepped through. A click on a number goes to its step, and
/// marks its line in the cell and in the printed [#log]; a click on such a line goes to its step.
public final class Journey {
  private static final int WIDTH = 840;
  private static final int NARROW_PAGE = 420;

  private final List<Event> events;
  private final long task;
  private String title = "The journey of one future, from submit to wake";

  private Journey(List<Event> events, long task) {
    this.events = events;
    this.task = task;
  }

  /// The journey of the first task that `recorder` has seen.
  public static Journey of(Recorder recorder) {
    var events = recorder.events();
    var first = events.stream().filter(event -> event.kind() == Kind.SPAWNED).findFirst();
    return first
        .map(spawned -> new Journey(events, spawned.token()))
        .orElseThrow(() ->
            new IllegalStateException(
                "no task was spawned: give the recorder to EventLoop.open(recorder)"));
  }

  /// What the picture is about.
  public Journey title(String text) {
    title = text;
    return this;
  }

  /// The picture.
  public Figure figure() {
    var steps = steps();
    var summary = summary(steps);
    var wide = new JourneyDrawing(title, summary, steps, WIDTH);
    var narrow = new JourneyDrawing(title, summary, steps, NARROW_PAGE);
    var alt =
        "%s. %s. %s."
            .formatted(
                title,
                Story.capital(summary),
                steps.stream()
                    .map(step -> step.number() + ": " + step.sentence())
                    .collect(Collectors.joining("; ")));
    var svg = wide.svg(alt);
    var views =
        List.of(
            JourneyPlayer.view(wide, ""),
            JourneyPlayer.view(narrow, Figure.address(narrow.svg(alt))));
    return new Figure(
        svg,
        alt,
        "Drawn from the run itself. Step by step, without a scale of time.",
        table(steps),
        JourneyPlayer.script(title, steps, times(steps), id(), views));
  }

  /// The steps as a log, a line each, with the numbers of the picture.
  public String log() {
    return steps().stream().map(JourneyStep::logLine).collect(Collectors.joining("\n"));
  }

  @Override
  public String toString() {
    return log();
  }

  /// What follows from the run, in figures.
  private String summary(List<JourneyStep> steps) {
    var polls = ofTask(Kind.RESUMED);
    var wakes = ofTask(Kind.READIED);
    var told = token().map(token -> ", token " + token).orElse("");
    var parked = steps.getLast().number() == 4; // closing the loop ends it later, as cancelled
    var end = wakes == 0 && parked ? "; nobody wakes it" : "";
    return "%s%s: polled %s, woken %s%s%s"
        .formatted(
            id(), told, Words.count(polls, "time"), Words.count(wakes, "time"), asleep(steps), end);
  }

  private static String asleep(List<JourneyStep> steps) {
    var waits = steps.stream().filter(step -> step.number() == 5).findFirst();
    var told = steps.stream().filter(step -> step.number() == 6).findFirst();
    if (waits.isEmpty() || told.isEmpty()) return "";
    var nanos = told.get().event().nanos() - waits.get().event().nanos();
    return "; the thread slept " + Clock.of(nanos, Unit.millis()).length(nanos);
  }

  private long ofTask(Kind kind) {
    return events.stream().filter(event -> is(event, kind, task)).count();
  }

  private String id() {
    return "task " + task;
  }

  /// The source that the first poll registered, if it did.
  private Optional<Long> token() {
    return registered().map(Event::token);
  }

  private Optional<Event> registered() {
    var polled = index(0, Kind.RESUMED, task);
    var parked = index(polled, Kind.PARKED, task);
    return events.subList(polled, parked).stream()
        .filter(event -> event.kind() == Kind.REGISTERED)
        .findFirst();
  }

  /// Where `kind` of `token` happened at `from` or later; the end when it did not.
  private int index(int from, Kind kind, long token) {
    for (var i = from; i < events.size(); i++) {
      if (is(events.get(i), kind, token)) return i;
    }
    return events.size();
  }

  private static boolean is(Event event, Kind kind, long token) {
    return event.kind() == kind && event.token() == token;
  }

  /// What happened of the eight.
  List<JourneyStep> steps() {
    var steps = new ArrayList<JourneyStep>();
    var spawned = index(0, Kind.SPAWNED, task);
    var polled = index(spawned, Kind.RESUMED, task);
    var parked = index(polled, Kind.PARKED, task);
    add(steps, 1, Station.TASK, Station.EXECUTOR, spawned, id() + " is spawned: it is queued");
    add(steps, 2, Station.EXECUTOR, Station.TASK, polled, id() + " is polled");
    token()
        .ifPresent(token ->
            add(
                steps,
                3,
                Station.TASK,
                Station.REACTOR,
                index(polled, Kind.REGISTERED, token),
                "its future registers token %d and leaves the waker of %s".formatted(token, id())));
    add(steps, 4, Station.TASK, Station.EXECUTOR, parked, id() + " answers Pending");
    woken(steps, parked);
    return List.copyOf(steps);
  }

  /// The second half: from the wait to the poll after it.
  private void woken(List<JourneyStep> steps, int parked) {
    var readied = index(parked, Kind.READIED, task);
    token()
        .ifPresent(token -> {
          var told = index(parked, Kind.READY, token);
          add(steps, 5, Station.REACTOR, Station.OS, lastWait(told), "the thread waits in the OS");
          var what = told < events.size() ? events.get(told).text() : "";
          add(
              steps,
              6,
              Station.OS,
              Station.REACTOR,
              told,
              "the OS reports token %d: %s".formatted(token, what));
        });
    add(steps, 7, Station.REACTOR, Station.EXECUTOR, readied, "wake(): " + id() + " is queued");
    var again = index(readied, Kind.RESUMED, task);
    var more = index(again, Kind.PARKED, task);
    var answer = index(again, Kind.DONE, task) < more ? "Ready" : "Pending once more";
    add(
        steps,
        8,
        Station.EXECUTOR,
        Station.TASK,
        again,
        "%s is polled again, and answers %s".formatted(id(), answer));
  }

  private int lastWait(int told) {
    if (told == events.size()) return told;
    var at = told;
    while (at >= 0 && events.get(at).kind() != Kind.WAITING) at--;
    return at < 0 ? events.size() : at;
  }

  private void add(
      List<JourneyStep> steps, int number, Station from, Station to, int index, String sentence) {
    if (index >= events.size()) return;
    var event = events.get(index);
    steps.add(new JourneyStep(number, from, to, event, sentence, Code.of(event.site())));
  }

  private List<String> times(List<JourneyStep> steps) {
    var start = steps.getFirst().event().nanos();
    var clock = Clock.of(steps.getLast().event().nanos() - start, Unit.millis());
    return steps.stream()
        .map(step -> clock.moment(step.event().nanos() - start) + " " + clock.plural())
        .toList();
  }

  private List<List<String>> table(List<JourneyStep> steps) {
    var times = times(steps);
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("step", "time", "who", "what", "line"));
    for (var i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      rows.add(
          List.of(
              String.valueOf(step.number()),
              times.get(i),
              step.way(),
              step.sentence(),
              step.code().toString()));
    }
    return rows;
  }
}
