package asynclab.notebook;

import asynclab.trace.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A run in words and in rows: for the line under the title, for readers, for the table.
final class Story {
  private static final int NAMED = 12;
  private static final int ROWS = 100;
  private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d+)");

  private Story() {}

  /// The line under the title: what follows from the run, in figures.
  static String summary(Run run) {
    if (run.events.isEmpty()) {
      return run.goesOn() ? "nothing has happened yet" : "nothing was recorded";
    }
    var parts = new ArrayList<String>();
    if (!run.answered.isEmpty()) {
      parts.add(answers(run) + " in " + run.clock.length(run.nanos()));
    }
    if (!run.unanswered.isEmpty()) {
      parts.add(run.unanswered.size() + " not answered");
    }
    buffers(run).ifPresent(parts::add);
    parts.add(Words.count(run.kernel.events, "event"));
    parts.add(Words.count(run.loop.waits.size(), "wait") + ", asleep " + share(run));
    if (run.dropped > 0) {
      parts.add(Words.count(run.dropped, "later event") + " did not fit the recorder");
    }
    return String.join("; ", parts);
  }

  /// `5 buffers, the kernel's for 15.0 units in all`; nothing without buffers.
  private static Optional<String> buffers(Run run) {
    var lanes = run.lanes.stream().filter(lane -> lane.loans > 0).toList();
    if (lanes.isEmpty()) return Optional.empty();
    var lent = run.clock.length(lanes.stream().mapToLong(lane -> lane.lentNanos).sum());
    var inAll = lanes.size() > 1 ? " in all" : "";
    return Optional.of(
        "%s, the kernel's for %s%s".formatted(Words.count(lanes.size(), "buffer"), lent, inAll));
  }

  /// The run for somebody who does not see the picture.
  static String alt(Run run) {
    var lanes = new ArrayList<String>();
    var tasks = run.lanes.stream().filter(lane -> lane.role == Lane.Role.TASK).toList();
    for (var lane : tasks.stream().limit(NAMED).toList()) {
      lanes.add(lane.label + ": " + lane.total());
    }
    var more = tasks.size() > NAMED ? "; and more" : "";
    run.lanes.stream()
        .filter(lane -> lane.role == Lane.Role.STATES)
        .forEach(lane -> {
          var first = lane.states.stream().limit(NAMED).map(state -> number(state)).toList();
          var rest = lane.states.size() > NAMED ? ", …" : "";
          lanes.add(lane.label + ": " + String.join(", ", first) + rest);
        });
    return "Timeline: "
        + run.title
        + ". "
        + capital(summary(run))
        + "."
        + (lanes.isEmpty() ? "" : " " + capital(String.join("; ", lanes)) + more + ".");
  }

  /// `2` of `state 2: await(get(i))`.
  static String number(Lane.State state) {
    return state.words().replaceFirst("^state (\\d+).*", "$1");
  }

  /// Every event in order, without the header; of very many, the first hundred.
  static List<List<String>> rows(Run run) {
    var rows = new ArrayList<List<String>>();
    for (var event : run.events.stream().limit(ROWS).toList()) {
      var when = run.clock.moment(event.nanos() - run.events.getFirst().nanos());
      rows.add(List.of(when, run.who(event), what(event)));
    }
    if (run.events.size() > ROWS) {
      rows.add(List.of("…", "…", Words.count(run.events.size() - ROWS, "more row") + " left out"));
    }
    return rows;
  }

  /// One event in a few words.
  static String what(Recorder.Event event) {
    return switch (event.kind()) {
      case REGISTERED -> "registered for " + event.text();
      case DEREGISTERED -> "deregistered";
      case WAITING -> "waits" + atMost(event.value());
      case RETURNED -> "the wait is over: " + Words.count(event.value(), "event");
      case READY -> "event: " + event.text();
      case WOKEN -> "woken";
      case SPAWNED -> "spawned";
      case RESUMED -> "goes on";
      case YIELDED -> "gives way";
      case PARKED -> "parks: waits for " + event.text();
      case READIED -> "ready again";
      case DONE -> "ended: " + event.text();
      case NOTE -> note(event.text());
    };
  }

  /// A note in words: the two about a buffer say whose it is.
  static String note(String text) {
    return switch (text) {
      case Run.LENT -> "the buffer is the kernel's";
      case Run.BACK -> "the buffer is the program's again";
      default -> text;
    };
  }

  private static String atMost(long nanos) {
    return nanos < 0 ? "" : ", at most " + millis(nanos);
  }

  /// `20.0 ms`.
  static String millis(long nanos) {
    return String.format(Locale.ROOT, "%,.1f ms", nanos / 1e6);
  }

  /// `answered 4, 3, 2, 1, 0`: numbers alone where every lane is called the same but for its
  /// number.
  private static String answers(Run run) {
    var names = new ArrayList<String>();
    var stem = "";
    for (var label : run.answered) {
      var matcher = NUMBERED.matcher(label);
      if (!matcher.matches() || !(names.isEmpty() || stem.equals(matcher.group(1)))) {
        names = new ArrayList<>(run.answered);
        break;
      }
      stem = matcher.group(1);
      names.add(matcher.group(2));
    }
    var shown = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return "answered " + shown + (names.size() > NAMED ? ", … (" + names.size() + ")" : "");
  }

  /// The share of the run that the loop was in a wait: cut, not rounded, so 99.99 % is not 100 %.
  private static String share(Run run) {
    if (run.nanos() == 0) {
      return "no time";
    }
    var tenths = Math.floor(1000.0 * run.asleepNanos / run.nanos()) / 10;
    return tenths >= 99.9 && run.asleepNanos < run.nanos()
        ? "more than 99.9 % of the time"
        : String.format(Locale.ROOT, "%.1f %% of the time", tenths);
  }

  /// The sentence with a capital letter.
  static String capital(String sentence) {
    return sentence.isEmpty()
        ? sentence
        : sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }
}
