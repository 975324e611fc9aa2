package asynclab.trace;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// The events of [FlightRecording]. Their stacks would show the loop and not the task, so they have
/// none.
final class FlightEvents {
  private FlightEvents() {}

  /// What all events of a task tell.
  @Category("Async Lab")
  @StackTrace(false)
  abstract static class OfTask extends Event {
    @Label("Task")
    long task;

    @Label("Name")
    String name = "";
  }

  @Name("asynclab.TaskSpawned")
  @Label("Task Spawned")
  static final class TaskSpawned extends OfTask {}

  @Name("asynclab.TaskPolled")
  @Label("Task Polled")
  static final class TaskPolled extends OfTask {
    @Label("Outcome")
    @Description("pending or ready")
    String outcome = "";
  }

  @Name("asynclab.TaskParked")
  @Label("Task Parked")
  static final class TaskParked extends OfTask {
    @Label("Waits For")
    String waitsFor = "";
  }

  @Name("asynclab.TaskWoken")
  @Label("Task Woken")
  static final class TaskWoken extends OfTask {
    @Label("By")
    @Description("The task whose turn it was; -1 for an event, a deadline or another thread")
    long by;
  }

  @Name("asynclab.TaskDone")
  @Label("Task Done")
  static final class TaskDone extends OfTask {
    @Label("Outcome")
    @Description("returned, cancelled, or the failure")
    String outcome = "";
  }

  @Name("asynclab.QueueWait")
  @Label("Queue Wait")
  @Category("Async Lab")
  @StackTrace(false)
  static final class QueueWait extends Event {
    @Label("Timeout")
    @Description("-1 is for ever")
    @Timespan(Timespan.NANOSECONDS)
    long timeout;

    @Label("Events")
    int events;
  }
}
