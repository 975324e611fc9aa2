package asynclab.notebook;

import asynclab.trace.Recorder.Event;
import asynclab.trace.Recorder.Kind;
import asynclab.trace.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A run taken step by step: the events in order, and the state of everything after each of them.
///
/// The events that one wait brings are one step, because they reach the program at once.
final class Steps {
  /// As many steps as a reader may go through; a longer run ends earlier.
  static final int MOST = 500;

  private static final int NAMED = 12;

  private final Run run;
  private final Map<Lane, String> states = new LinkedHashMap<>();
  private final List<String> ready = new ArrayList<>();
  private final Set<Lane> awaited = new LinkedHashSet<>();
  private final Map<Site, Code> codes = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  private Steps(Run run) {
    this.run = run;
    run.lanes.forEach(lane -> states.put(lane, lane.role.atFirst));
  }

  /// The steps of `run`, at most [#MOST].
  static List<Step> of(Run run) {
    var steps = new Steps(run);
    for (var i = 0; i < run.events.size() && steps.steps.size() < MOST; ) {
      i += steps.take(i);
    }
    return List.copyOf(steps.steps);
  }

  /// Takes the event at `index` and what belongs to it; answers how many those were.
  private int take(int index) {
    var event = run.events.get(index);
    var brought = event.kind() == Kind.RETURNED ? brought(index) : List.<Event>of();
    change(event);
    brought.forEach(this::change);
    var lane = run.lane(event);
    var sentence = Sentences.of(run, event, brought, awaited.size());
    steps.add(
        new Step(
            index,
            lane,
            sentence,
            List.copyOf(states.values()),
            first(ready),
            first(awaited.stream().map(one -> one.label).toList()),
            codes.computeIfAbsent(event.site(), Code::of)));
    return 1 + brought.size();
  }

  /// The events that the wait which ended at `index` has brought.
  private List<Event> brought(int index) {
    var brought = new ArrayList<Event>();
    var left = run.events.get(index).value();
    for (var i = index + 1; i < run.events.size() && brought.size() < left; i++) {
      if (run.events.get(i).kind() == Kind.READY) {
        brought.add(run.events.get(i));
      } else {
        break;
      }
    }
    return brought;
  }

  private void change(Event event) {
    var lane = run.lane(event);
    switch (event.kind()) {
      case REGISTERED -> await(lane, "registered for " + event.text());
      case DEREGISTERED -> leave(lane, "deregistered");
      case WAITING -> sleep(event.value());
      case RETURNED -> states.put(run.loop, "at work");
      case READY -> {
        ready.add(lane.label + " (" + event.text() + ")");
        await(lane, event.text());
      }
      case WOKEN -> states.put(lane, "called");
      case RESUMED -> states.put(run.loop, "runs " + run.who(event));
      case SPAWNED, READIED -> {}
      case YIELDED, PARKED, DONE -> states.put(run.loop, "at work");
      case NOTE -> note(lane, event.text());
    }
    states.put(run.kernel, "watches " + awaited.size());
  }

  private void await(Lane lane, String state) {
    awaited.add(lane);
    states.put(lane, state);
  }

  private void leave(Lane lane, String state) {
    awaited.remove(lane);
    states.put(lane, state);
  }

  private void sleep(long nanos) {
    ready.clear();
    awaited.forEach(lane -> states.put(lane, "waits"));
    states.put(run.loop, nanos == 0 ? "asks, without waiting" : "asleep in the wait");
  }

  /// What has been answered is no longer awaited: the program closes it, or asks anew.
  private void note(Lane lane, String text) {
    if (text.startsWith(Run.ANSWERED)) {
      leave(lane, text);
    } else if (lane.role == Lane.Role.TASK || lane.role == Lane.Role.STATES) {
      states.put(lane, Story.note(text));
    }
  }

  private static List<String> first(List<String> names) {
    if (names.size() <= NAMED) {
      return List.copyOf(names);
    }
    var first = new ArrayList<>(names.subList(0, NAMED));
    first.add(names.size() - NAMED + " more");
    return first;
  }
}
