package asynclab.notebook;

import asynclab.trace.Recorder;
import asynclab.trace.Recorder.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What one event of a run means, as a sentence.
final class Sentences {
  /// The words of a readiness, and what they say about a source.
  private static final Map<String, String> READINESS =
      Map.of(
          "readable", "is readable",
          "writable", "is writable",
          "read-closed", "has ended its side",
          "write-closed", "takes no more",
          "error", "has an error",
          "done", "is done",
          "nothing", "is awake");

  private static final int NAMED = 4;

  private Sentences() {}

  /// The sentence for `event`, which brought the events `brought` if it is the end of a wait, while
  /// the loop waits for `awaited` sources.
  static String of(Run run, Event event, List<Event> brought, int awaited) {
    var who = run.who(event);
    return Story.capital(
        switch (event.kind()) {
          case REGISTERED -> who + " is registered: the kernel watches it for " + event.text();
          case DEREGISTERED -> who + " is deregistered: the kernel no longer watches it";
          case WAITING -> waits(event.value(), awaited);
          case RETURNED -> wakes(run, event.value(), brought);
          case READY -> who + " " + readiness(event.text());
          case WOKEN -> who + " is called, to wake the loop";
          case SPAWNED -> who + " is spawned, and ready";
          case RESUMED -> who + " goes on";
          case YIELDED -> who + " gives way, and is ready again at once";
          case PARKED -> who + " gives way until it is woken; it waits for " + event.text();
          case READIED -> who + " is woken" + by(run, event.value()) + ", and ready";
          case DONE -> who + " has ended: " + event.text();
          case NOTE ->
              event.token() == Recorder.NO_TOKEN
                  ? event.text()
                  : who + ": " + Story.note(event.text());
        });
  }

  private static String by(Run run, long task) {
    return task == Recorder.NOBODY ? "" : " by " + run.task(task);
  }

  private static String waits(long nanos, int awaited) {
    var sources = awaited == 0 ? "" : " for " + Words.count(awaited, "source");
    if (nanos == 0) {
      return "the loop asks what is ready, and does not wait";
    }
    var limit = nanos < 0 ? "as long as it takes" : Story.millis(nanos) + " at most";
    return "the loop gives up the CPU and waits" + sources + ", " + limit;
  }

  private static String wakes(Run run, long count, List<Event> brought) {
    if (count == 0) {
      return "the wait is over and brought nothing";
    }
    var named = new ArrayList<String>();
    for (var event : brought.stream().limit(NAMED).toList()) {
      named.add(run.name(event.token()) + " " + readiness(event.text()));
    }
    var more = count - named.size();
    if (more > 0) {
      named.add(named.isEmpty() ? Words.count(more, "event") : "and " + more + " more");
    }
    return "the loop wakes: " + String.join("; ", named);
  }

  /// `readable+read-closed` as `is readable and has ended its side`.
  private static String readiness(String text) {
    return List.of(text.split("\\+", -1)).stream()
        .map(word -> READINESS.getOrDefault(word, "is " + word.toLowerCase(Locale.ROOT)))
        .collect(Collectors.joining(" and "));
  }
}
