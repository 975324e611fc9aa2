package asynclab.notebook;

import java.util.ArrayList;
import java.util.List;

/// One line of a timeline while its run is read: who, when it waited, what happened to it.
///
/// Positions (`at`, `from`, `to`) are nanoseconds since the start of the run, or numbers of steps.
final class Lane {
  /// What a lane stands for; the parts to come (tasks, an executor) are further roles.
  enum Role {
    TASK("not there yet"),
    STATES("not begun"),
    LOOP("at work"),
    KERNEL("watches 0");

    /// What such a lane does before anything has happened.
    final String atFirst;

    Role(String atFirst) {
      this.atFirst = atFirst;
    }
  }

  /// Something that happened at one moment.
  record Mark(double at, Glyph glyph) {}

  /// A word beside a moment; a strong one is the last to be left out.
  record Label(double at, String text, boolean strong) {}

  /// A wait; `text` says how long it was.
  record Span(double from, double to, String text) {}

  /// A stay in a state, which is said in words that begin with its number.
  record State(double from, double to, String words) {}

  /// A stretch of time in which the lane's buffer was the kernel's, or else the program's.
  record Owned(double from, double to, boolean kernels) {}

  final Role role;
  final String label;
  final List<Mark> marks = new ArrayList<>();
  final List<Label> labels = new ArrayList<>();
  final List<Span> waits = new ArrayList<>();
  final List<Owned> owned = new ArrayList<>();
  final List<State> states = new ArrayList<>();
  int events;
  int loans;
  long lentNanos;
  private double since = -1;
  private long sinceNanos;
  private String state = "";
  private double stateSince;
  private boolean lent;
  private double handedAt;
  private long handedNanos;

  Lane(Role role, String label) {
    this.role = role;
    this.label = label;
  }

  /// What the margin says about this lane.
  String total() {
    if (role == Role.LOOP) return Words.count(waits.size(), "wait");
    if (role == Role.STATES) return Words.count(states.size(), "state");
    return isBuffer() ? Words.count(loans, "loan") : Words.count(events, "event");
  }

  /// Whether this lane is a buffer and nothing else.
  boolean isBuffer() {
    return loans > 0 && events == 0;
  }

  void mark(double at, Glyph glyph) {
    marks.add(new Mark(at, glyph));
  }

  void label(double at, String text, boolean strong) {
    labels.add(new Label(at, text, strong));
  }

  /// A wait begins, unless one is under way.
  void begin(double at, long nanos) {
    if (since < 0) {
      since = at;
      sinceNanos = nanos;
    }
  }

  /// A coroutine enters a state, or ends.
  void state(double at, String text, long kind) {
    endState(at);
    state = kind == StateEvents.ENTERED ? text : "";
    stateSince = at;
  }

  /// The state under way, if any, is over.
  void endState(double at) {
    if (!state.isEmpty()) states.add(new State(stateSince, at, state));
    state = "";
  }

  /// The buffer is the kernel's from now on.
  void lend(double at, long nanos) {
    if (lent) return;
    hand(at, nanos);
    loans++;
  }

  /// The buffer is the program's again.
  void giveBack(double at, long nanos) {
    if (!lent) return;
    lentNanos += nanos - handedNanos;
    hand(at, nanos);
  }

  /// Nothing more happens to the buffer, if there is one.
  void endBuffer(double at, long nanos) {
    if (loans == 0) return;
    if (lent) giveBack(at, nanos);
    owned.add(new Owned(handedAt, at, false));
  }

  private void hand(double at, long nanos) {
    owned.add(new Owned(handedAt, at, lent));
    lent = !lent;
    handedAt = at;
    handedNanos = nanos;
  }

  /// The wait under way, if any, is over.
  void end(double at, long nanos, String verb, Clock clock) {
    if (since >= 0) {
      var length = clock.length(nanos - sinceNanos);
      waits.add(new Span(since, at, role == Role.LOOP ? length : verb + " " + length));
      since = -1;
    }
  }
}
