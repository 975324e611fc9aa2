package asynclab.notebook;

import asynclab.notebook.WakeStep.What;
import asynclab.trace.Recorder.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the steps of a run from what a recorder saw of a reactor's queue and of an executor.
final class WakeSteps {
  private final List<WakeStep> steps = new ArrayList<>();
  private final Map<Long, String> names = new HashMap<>();
  private final List<String> queue = new ArrayList<>();
  private final Set<Long> ended = new HashSet<>();
  private String polled = "";
  private boolean permit;
  private boolean parked;
  private boolean reactor;
  private int wakesSinceParked;
  private boolean mayBeLeft;

  /// The steps in the order in which they happened.
  static List<WakeStep> of(List<Event> events) {
    var read = new WakeSteps();
    events.forEach(read::read);
    return read.steps;
  }

  private void read(Event event) {
    switch (event.kind()) {
      case WAITING -> sleepsInQueue();
      case RETURNED -> reactor = true;
      case READY -> add(What.EVENT, String.valueOf(event.token()), event);
      case SPAWNED -> spawned(event);
      case READIED -> woken(event);
      case RESUMED -> goesOn(event);
      case PARKED -> rests(event);
      case DONE -> {
        if (ended.add(event.token())) ends(What.READY, event);
      }
      case REGISTERED, DEREGISTERED, WOKEN, YIELDED, NOTE -> {}
    }
  }

  /// From the last step on it is asleep; an event is drawn as work all the same.
  private void sleepsInQueue() {
    reactor = false;
    if (steps.isEmpty() || steps.getLast().what() == What.EVENT) return;
    steps.add(steps.removeLast().withReactorAsleep());
  }

  private void spawned(Event event) {
    names.put(event.token(), event.text());
    queue.add(event.text());
    add(What.SPAWNED, event.text(), event);
  }

  private void woken(Event event) {
    queue.add(name(event));
    permit = true;
    wakesSinceParked++;
    add(What.WAKE, name(event), event);
  }

  private void goesOn(Event event) {
    if (event.token() == WakeGraph.EXECUTOR) {
      takesPermit(event);
      return;
    }
    queue.remove(name(event));
    if (ended.contains(event.token())) {
      add(What.LATE, name(event), event);
      return;
    }
    polled = name(event);
    add(What.POLLED, polled, event);
  }

  private void takesPermit(Event event) {
    if (!permit && mayBeLeft) permitSinceLastPark();
    var what = permit || mayBeLeft ? What.GOES_ON : What.STOPPED;
    mayBeLeft = wakesSinceParked > 1;
    permit = false;
    parked = false;
    add(what, "", event);
  }

  /// Two calls came before the note of going on, and the second after the park had ended: so its
  /// permit was not taken then.
  private void permitSinceLastPark() {
    for (var i = steps.size() - 1; i >= 0 && steps.get(i).what() != What.WAKE; i--) {
      steps.set(i, steps.get(i).withPermit());
    }
  }

  private void rests(Event event) {
    if (event.token() != WakeGraph.EXECUTOR) {
      ends(What.PENDING, event);
      return;
    }
    parked = true;
    wakesSinceParked = 0;
    add(What.PARKS, "", event);
  }

  private void ends(What what, Event event) {
    polled = "";
    add(what, name(event), event);
  }

  private String name(Event event) {
    return names.getOrDefault(event.token(), String.valueOf(event.token()));
  }

  private void add(What what, String who, Event event) {
    var now = List.copyOf(queue);
    steps.add(new WakeStep(what, who, event.nanos(), now, permit, polled, parked, reactor));
  }
}
