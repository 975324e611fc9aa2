package asynclab.notebook;

import asynclab.trace.Recorder;
import asynclab.trace.Recorder.Event;
import asynclab.trace.Recorder.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a recorder wrote down, read as lanes: one a token, then the loop, then the kernel.
///
/// A lane waits from its registration or its note `sent`, whichever came first, to its note
/// `answered` or its deregistration. Its buffer is the kernel's from its note `lent` to its note
/// `back`, and the program's else.
///
/// What a scheduler does with its tasks happens on the loop, and is told there: a task has a number
/// of its own, which is no token.
final class Run {
  private static final Set<Kind> OF_TASKS = EnumSet.range(Kind.SPAWNED, Kind.DONE);
  private static final String SENT = "sent";
  static final String ANSWERED = "answered";
  static final String LENT = "lent";
  static final String BACK = "back";

  final String title;
  final Clock clock;
  final List<Event> events;
  final int dropped;
  final List<Lane> lanes = new ArrayList<>();
  final Lane loop = new Lane(Lane.Role.LOOP, "loop");
  final Lane kernel = new Lane(Lane.Role.KERNEL, "kernel");
  final List<String> answered = new ArrayList<>();
  final TreeSet<Long> unanswered = new TreeSet<>();
  long asleepNanos;
  private final Map<Long, Lane> byToken = new LinkedHashMap<>();
  private final Map<Long, String> tasks = new HashMap<>();
  private final boolean inOrder;
  private final OptionalLong until;
  private long waitingSince;

  /// `until` is the time by which the run has come so far, if it still goes on.
  Run(
      String title,
      Recorder recorder,
      Map<Long, String> labels,
      List<StateRun> states,
      Clock clock,
      boolean inOrder,
      OptionalLong until) {
    this.title = title;
    this.events = StateEvents.among(recorder.events(), states);
    this.dropped = recorder.dropped();
    this.inOrder = inOrder;
    this.until = until;
    this.clock = clock;
    openLanes(labels, states);
    for (var i = 0; i < events.size(); i++) {
      read(events.get(i), at(i));
    }
    var last = end();
    for (var lane : byToken.values()) {
      lane.end(last, endNanos(), "watched for", clock);
      lane.endBuffer(last, endNanos());
      lane.endState(last);
    }
    endOfWait(last, endNanos());
    lanes.add(loop);
    lanes.add(kernel);
  }

  /// How long the run was.
  long nanos() {
    return events.isEmpty() ? 0 : endNanos() - startNanos();
  }

  /// Whether this is a run that has not ended yet.
  boolean goesOn() {
    return until.isPresent();
  }

  /// How long the run is in the picture: nanoseconds, or steps.
  double length() {
    return Math.max(1, end());
  }

  /// Whether positions are steps.
  boolean inOrder() {
    return inOrder;
  }

  /// The name of `token`'s lane; the loop's for no token.
  String name(long token) {
    return token == Recorder.NO_TOKEN ? loop.label : lane(token).label;
  }

  /// Whom the event is about: a task, or a lane.
  String who(Event event) {
    return OF_TASKS.contains(event.kind()) ? task(event.token()) : name(event.token());
  }

  /// The name of a task.
  String task(long number) {
    return tasks.getOrDefault(number, "task " + number);
  }

  /// The lane in which the event is told; the loop's for what tasks do.
  Lane lane(Event event) {
    return OF_TASKS.contains(event.kind()) ? loop : lane(event.token());
  }

  /// The lane of `token`; the loop's for no token.
  private Lane lane(long token) {
    var lane = byToken.get(token);
    return lane != null ? lane : loop;
  }

  private void openLanes(Map<Long, String> labels, List<StateRun> states) {
    labels.forEach((token, label) -> byToken.put(token, new Lane(Lane.Role.TASK, label)));
    var found = new TreeMap<Long, String>();
    for (var event : events) {
      if (event.token() >= 0 && !OF_TASKS.contains(event.kind())) {
        var woken = event.kind() == Kind.WOKEN;
        found.merge(event.token(), woken ? "wakeup" : "token " + event.token(), Run::better);
      }
    }
    found.forEach((token, label) -> byToken.putIfAbsent(token, new Lane(Lane.Role.TASK, label)));
    for (var i = 0; i < states.size(); i++) {
      var label = "states of " + states.get(i).method();
      byToken.put(StateEvents.token(i), new Lane(Lane.Role.STATES, label));
    }
    lanes.addAll(byToken.values());
  }

  private static String better(String known, String other) {
    return other.equals("wakeup") ? other : known;
  }

  private void read(Event event, double at) {
    var lane = lane(event);
    switch (event.kind()) {
      case REGISTERED -> lane.begin(at, event.nanos());
      case DEREGISTERED -> lane.end(at, event.nanos(), "waits", clock);
      case WAITING -> {
        loop.begin(at, event.nanos());
        waitingSince = event.nanos();
      }
      case RETURNED -> endOfWait(at, event.nanos());
      case READY -> ready(event, at, lane);
      case WOKEN -> lane.mark(at, Glyph.WAKE);
      case SPAWNED -> tasks.put(event.token(), event.text());
      case RESUMED, YIELDED, PARKED, READIED, DONE -> {}
      case NOTE -> note(event, at, lane);
    }
  }

  private void ready(Event event, double at, Lane lane) {
    var glyph = Glyph.of(event.text());
    lane.mark(at, glyph);
    kernel.mark(at, glyph);
    lane.events++;
    kernel.events++;
  }

  private void note(Event event, double at, Lane lane) {
    if (lane.role == Lane.Role.STATES) {
      lane.state(at, event.text(), event.value());
      return;
    }
    if (event.text().equals(LENT)) {
      lane.lend(at, event.nanos());
      return;
    }
    if (event.text().equals(BACK)) {
      lane.giveBack(at, event.nanos());
      return;
    }
    if (event.text().startsWith(ANSWERED)) {
      lane.end(at, event.nanos(), "waits", clock);
      answered.add(lane.label);
      unanswered.remove(event.token());
      lane.label(at, Words.place(answered.size()), true);
      return;
    }
    if (event.text().equals(SENT)) {
      lane.begin(at, event.nanos());
      unanswered.add(event.token());
    }
    lane.mark(at, Glyph.NOTE);
    lane.label(at, event.text(), false);
  }

  private void endOfWait(double at, long nanos) {
    var waits = loop.waits.size();
    loop.end(at, nanos, "", clock);
    if (loop.waits.size() > waits) {
      asleepNanos += nanos - waitingSince;
    }
  }

  /// When the event at `index` was, in words; nothing where only the order counts.
  String when(int index) {
    return inOrder
        ? ""
        : clock.moment(events.get(index).nanos() - startNanos()) + " " + clock.plural();
  }

  /// Where the event at `index` lies: nanoseconds since the start, or its number.
  double at(int index) {
    return index < 0 || inOrder ? index : events.get(index).nanos() - startNanos();
  }

  /// Where the run ends.
  private double end() {
    if (events.isEmpty()) {
      return 0;
    }
    return inOrder ? events.size() - 1 : nanos();
  }

  private long startNanos() {
    return events.getFirst().nanos();
  }

  private long endNanos() {
    if (events.isEmpty()) {
      return 0;
    }
    var last = events.getLast().nanos();
    return last + Math.max(0, until.orElse(last) - last);
  }
}
