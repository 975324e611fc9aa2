package asynclab.notebook;

import asynclab.trace.Recorder.Event;
import asynclab.trace.Recorder.Kind;
import asynclab.trace.Site;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The states of coroutines as events of a run, so that they are drawn, stepped through and told as
/// everything else in it.
final class StateEvents {
  /// The value of an event by which a state is entered; of one by which the coroutine ends it is 0.
  static final long ENTERED = 1;

  private StateEvents() {}

  /// The token of the coroutine with this place in the list: no source has a negative one.
  static long token(int place) {
    return Long.MIN_VALUE + place;
  }

  /// `events`, and those of `states`, in the order of time.
  static List<Event> among(List<Event> events, List<StateRun> states) {
    if (states.isEmpty()) return events;
    var all = new ArrayList<>(events);
    for (var i = 0; i < states.size(); i++) all.addAll(of(states.get(i), token(i)));
    all.sort(Comparator.comparingLong(Event::nanos));
    return List.copyOf(all);
  }

  private static List<Event> of(StateRun run, long token) {
    var events = new ArrayList<Event>();
    for (var stay : run.stays) {
      var text = run.text(stay.state());
      var words = StateRun.state(stay.state()) + (text.isEmpty() ? "" : ": " + text);
      events.add(event(run.start + stay.from(), token, ENTERED, words, run.site(stay.state())));
    }
    if (run.hasEnded()) {
      var last = run.stays.getLast();
      events.add(event(run.start + last.to(), token, 0, run.end(), run.site(last.state())));
    }
    return events;
  }

  private static Event event(long nanos, long token, long value, String text, Site site) {
    return new Event(nanos, Kind.NOTE, token, value, text, site);
  }
}
