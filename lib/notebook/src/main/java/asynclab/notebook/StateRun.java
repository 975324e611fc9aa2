package asynclab.notebook;

import asynclab.coroutines.Origin;
import asynclab.coroutines.source.MachineModel;
import asynclab.coroutines.source.StateInfo;
import asynclab.notebook.Watched.Step;
import asynclab.notebook.Watched.What;
import asynclab.trace.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The states that a [Watched] coroutine went through, in words and as data for the [StateStrip].
final class StateRun {
  private static final int ROWS_MAX = 200;
  private static final int SAID_MAX = 12;

  /// A time in one state, or in one poll.
  ///
  /// @param from in nanoseconds since the first poll
  record Stay(int state, long from, long to) {}

  private final Watched<?> watched;
  private final List<Step> steps;
  private final @Nullable Origin origin;

  /// When it was polled first, as `System.nanoTime()`.
  final long start;

  /// In the order of time; they follow one another without a gap.
  final List<Stay> stays = new ArrayList<>();

  /// When it worked, and in which state.
  final List<Stay> work = new ArrayList<>();

  final int polls;

  StateRun(Watched<?> watched) {
    this.watched = watched;
    steps = watched.steps();
    if (steps.isEmpty()) {
      throw new IllegalStateException(
          watched + " has not been polled: run it first, as in loop.blockOn(it)");
    }
    start = steps.getFirst().nanos();
    origin = watched.type().getAnnotation(Origin.class);
    polls = (int) steps.stream().filter(step -> step.what() == What.POLLED).count();
    follow();
  }

  private void follow() {
    var state = steps.getFirst().state();
    var since = 0L; // in this state
    var at = 0L; // the step before
    var isIn = false; // a poll
    for (var step : steps) {
      var now = step.nanos() - start;
      if (isIn && now > at) work.add(new Stay(state, at, now));
      if (step.what() == What.MOVED || (step.state() != state && step.what() != What.ENDED)) {
        stays.add(new Stay(state, since, now));
        state = step.state();
        since = now;
      }
      isIn = step.what() == What.POLLED || step.what() == What.MOVED;
      at = now;
    }
    stays.add(new Stay(state, since, at));
  }

  Figure figure() {
    var svg = new StateStrip(this).svg(alt());
    return new Figure(svg, alt(), caption(), table());
  }

  long length() {
    return Math.max(1, stays.getLast().to());
  }

  String title() {
    return "%s went through %s in %s"
        .formatted(method(), Words.count(stays.size(), "state"), units(length()));
  }

  String summary() {
    var worked = work.stream().mapToLong(it -> it.to() - it.from()).sum();
    return "%s; worked %s of %s ms; %s."
        .formatted(Words.count(polls, "poll"), millis(worked), millis(length()), end());
  }

  private String caption() {
    var seen =
        watched.isTold()
            ? "Each change of its state was noted."
            : "Noted at the beginning and the end of each poll.";
    var dropped =
        watched.dropped() == 0 ? "" : " %,d more did not fit.".formatted(watched.dropped());
    return "%s%s One such coroutine takes %s.".formatted(seen, dropped, watched.size());
  }

  private String alt() {
    var said =
        stays.stream()
            .limit(SAID_MAX)
            .map(stay -> "%s for %s".formatted(name(stay.state()), units(stay.to() - stay.from())))
            .collect(Collectors.joining("; then "));
    var more = stays.size() > SAID_MAX ? "; and %d more".formatted(stays.size() - SAID_MAX) : "";
    return "%s. %s %s%s.".formatted(title(), summary(), said, more);
  }

  private List<List<String>> table() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("state", "line", "what stands there", "from", "to"));
    for (var stay : stays.subList(0, Math.min(ROWS_MAX, stays.size()))) {
      rows.add(
          List.of(
              String.valueOf(stay.state()),
              where(stay.state()),
              text(stay.state()),
              units(stay.from()),
              units(stay.to())));
    }
    if (stays.size() > ROWS_MAX) {
      rows.add(List.of("and %,d more".formatted(stays.size() - ROWS_MAX), "", "", "", ""));
    }
    return rows;
  }

  /// The states it was in, each once, by number.
  List<Integer> states() {
    return stays.stream().map(Stay::state).distinct().sorted().toList();
  }

  long times(int state) {
    return stays.stream().filter(stay -> stay.state() == state).count();
  }

  boolean hasEnded() {
    return !watched.outcome().isEmpty();
  }

  /// How it ended, or that it has not.
  String end() {
    return hasEnded() ? watched.outcome() : "still waits";
  }

  String method() {
    return origin == null ? watched.type().getSimpleName() : origin.method();
  }

  private String name(int state) {
    var where = where(state);
    return state(state) + (where.isEmpty() ? "" : " at " + where);
  }

  static String state(int state) {
    return state < 0 ? "the future it returned" : "state " + state;
  }

  /// `line 7`, or `cell [5], line 7`; empty where nobody knows.
  String where(int state) {
    return code(state)
        .map(Code::where)
        .or(() -> info(state).map(info -> "line " + info.line()))
        .orElse(line(state) == 0 ? "" : "line " + line(state));
  }

  /// What stands there, where it is known.
  String text(int state) {
    return info(state).map(StateInfo::text).or(() -> code(state).map(Code::text)).orElse("");
  }

  private Optional<StateInfo> info(int state) {
    return Optional.ofNullable(watched.model())
        .map(MachineModel::states)
        .filter(states -> state >= 0 && state < states.size())
        .map(states -> states.get(state));
  }

  /// Lines of a class that was made from compiled code are lines of that code.
  private Optional<Code> code(int state) {
    return watched.type().isSynthetic() && line(state) > 0
        ? Optional.of(Code.of(site(state))).filter(code -> !code.where().isEmpty())
        : Optional.empty();
  }

  private int line(int state) {
    return watched.line(state);
  }

  /// Where `state` stands, for whoever looks for its line in a cell.
  Site site(int state) {
    return line(state) == 0 ? Site.UNKNOWN : new Site(watched.type().getName(), line(state));
  }

  /// The parts of a stay in which it was polled.
  List<Stay> workIn(Stay stay) {
    return work.stream()
        .filter(it -> it.state() == stay.state())
        .filter(it -> stay.from() <= it.from() && it.to() <= stay.to())
        .toList();
  }

  /// Whether it was left there by a poll.
  boolean isWait(Stay stay) {
    return stay.to() - stay.from()
        > workIn(stay).stream().mapToLong(it -> it.to() - it.from()).sum();
  }

  private static String units(long nanos) {
    return number(nanos) + " units";
  }

  /// Nanoseconds in units.
  static String number(long nanos) {
    var units = nanos / 1e6 / Unit.millis();
    return String.format(Locale.ROOT, units < 0.05 && nanos > 0 ? "%.4f" : "%.1f", units);
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, nanos < 10_000_000 ? "%.2f" : "%,.0f", nanos / 1e6);
  }
}
