package asynclab.trace;

import asynclab.trace.FlightEvents.OfTask;
import asynclab.trace.FlightEvents.QueueWait;
import asynclab.trace.FlightEvents.TaskDone;
import asynclab.trace.FlightEvents.TaskParked;
import asynclab.trace.FlightEvents.TaskPolled;
import asynclab.trace.FlightEvents.TaskSpawned;
import asynclab.trace.FlightEvents.TaskWoken;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import org.jspecify.annotations.Nullable;

/// Writes the events of [FlightRecording]. A poll and a wait end on the thread on which they began,
/// so what has begun is kept there.
final class FlightObserver implements Observer {
  private static final EventType SPAWNED = EventType.getEventType(TaskSpawned.class);
  private static final EventType POLLED = EventType.getEventType(TaskPolled.class);
  private static final EventType PARKED = EventType.getEventType(TaskParked.class);
  private static final EventType WOKEN = EventType.getEventType(TaskWoken.class);
  private static final EventType DONE = EventType.getEventType(TaskDone.class);
  private static final EventType WAIT = EventType.getEventType(QueueWait.class);

  private final Begun<TaskPolled> polls = new Begun<>();
  private final Begun<QueueWait> waits = new Begun<>();
  private final Map<Long, String> names = new ConcurrentHashMap<>();

  /// What each thread has begun and not ended.
  private static final class Begun<E extends Event> {
    @SuppressWarnings("ThreadLocalUsage") // each observer has its own, and there are few
    private final ThreadLocal<@Nullable E> ofThread = new ThreadLocal<>();

    void begin(E event) {
      ofThread.set(event);
      event.begin();
    }

    /// Null when nobody recorded at its beginning.
    @Nullable E end() {
      var event = ofThread.get();
      if (event == null) return null;
      event.end();
      ofThread.set(null);
      return event;
    }
  }

  @Override
  public void spawned(long task, String name) {
    names.put(task, name);
    if (SPAWNED.isEnabled()) commit(new TaskSpawned(), task);
  }

  private void commit(OfTask event, long task) {
    event.task = task;
    event.name = names.getOrDefault(task, "task-" + task); // ended already, on another thread
    event.commit();
  }

  @Override
  public void resumed(long task) {
    if (POLLED.isEnabled()) polls.begin(new TaskPolled());
  }

  @Override
  public void yielded(long task) {
    endPoll(task, "pending");
  }

  @Override
  public void parked(long task, String what) {
    endPoll(task, "pending");
    if (!PARKED.isEnabled()) return;
    var event = new TaskParked();
    event.waitsFor = what;
    commit(event, task);
  }

  private void endPoll(long task, String outcome) {
    var event = polls.end();
    if (event == null) return;
    event.outcome = outcome;
    commit(event, task);
  }

  @Override
  public void readied(long task) {
    readied(task, NOBODY);
  }

  @Override
  public void readied(long task, long by) {
    if (!WOKEN.isEnabled()) return;
    var event = new TaskWoken();
    event.by = by;
    commit(event, task);
  }

  @Override
  public void done(long task, String outcome) {
    endPoll(task, "ready");
    if (DONE.isEnabled()) {
      var event = new TaskDone();
      event.outcome = outcome;
      commit(event, task);
    }
    names.remove(task);
  }

  @Override
  public void waiting(long timeoutNanos) {
    if (!WAIT.isEnabled()) return;
    var event = new QueueWait();
    event.timeout = timeoutNanos;
    waits.begin(event);
  }

  @Override
  public void returned(int events) {
    var event = waits.end();
    if (event == null) return;
    event.events = events;
    event.commit();
  }
}
