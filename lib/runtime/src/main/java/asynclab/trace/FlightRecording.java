package asynclab.trace;

/// Tells Java Flight Recorder what a loop does, beside what the JVM tells it of itself: garbage
/// collections, locks, samples of the stacks.
///
/// ```java
/// try (var loop = EventLoop.open(FlightRecording.observer())) { … }
/// ```
///
/// ```
/// java -XX:StartFlightRecording:filename=run.jfr …
/// jfr print --events 'asynclab.*' run.jfr
/// ```
///
/// Its events are `asynclab.TaskSpawned`, `TaskPolled` (with its duration, and whether it was
/// `pending` or `ready`), `TaskParked` (what for), `TaskWoken` (by which task), `TaskDone` (how it
/// ended), and `QueueWait` (with its duration, and how many events it brought). While nobody
/// records, each call asks one flag; a name is kept for each task that lives.
public final class FlightRecording {
  private FlightRecording() {}

  /// One for each loop, because tasks are told from each other by their numbers. Threads: any.
  ///
  /// @throws IllegalStateException when this Java has no flight recorder
  public static Observer observer() {
    if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
      throw new IllegalStateException(
          "the module jdk.jfr is not here: run with --add-modules jdk.jfr, on a whole JDK");
    }
    return new FlightObserver();
  }
}
