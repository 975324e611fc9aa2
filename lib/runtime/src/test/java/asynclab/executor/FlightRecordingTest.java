package asynclab.executor;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.trace.FlightRecording;
import asynclab.trace.Observer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the JVM's own recorder hears of a loop.
@Timeout(60)
class FlightRecordingTest {
  private static final Duration PATIENCE = Duration.ofMillis(7);

  private final Observer observer = FlightRecording.observer();
  @TempDir private Path folder;

  private interface Work {
    void run() throws Exception;
  }

  private List<RecordedEvent> recorded(Work work) throws Exception {
    try (var recording = new Recording()) {
      recording.start();
      work.run();
      recording.stop();
      return eventsOf(recording);
    }
  }

  private List<RecordedEvent> eventsOf(Recording recording) throws IOException {
    var file = folder.resolve("run.jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().startsWith("asynclab."))
        .sorted(Comparator.comparing(RecordedEvent::getStartTime))
        .toList();
  }

  private static String told(
      List<RecordedEvent> events, String type, Function<RecordedEvent, String> text) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("asynclab." + type))
        .map(text)
        .collect(joining(", "));
  }

  private static Function<RecordedEvent, String> ofTask(String field) {
    return event -> event.getString("name") + " " + event.getValue(field);
  }

  /// One sleeps, and another waits for its end.
  private void runTwo(Observer observer) throws IOException, InterruptedException {
    var poller = new ScriptedPoller();
    try (var loop = EventLoop.over(poller, observer, () -> poller.now)) {
      var sleeper = loop.spawn("sleeper", loop.sleep(PATIENCE));
      loop.spawn("waiter", sleeper);
      loop.run();
    }
  }

  @Test
  void two_tasks_are_told_from_their_beginning_to_their_end() throws Exception {
    var events = recorded(() -> runTwo(observer));

    assertEquals("sleeper 0, waiter 1", told(events, "TaskSpawned", ofTask("task")));
    assertEquals(
        "sleeper pending, waiter pending, sleeper ready, waiter ready",
        told(events, "TaskPolled", ofTask("outcome")));
    assertEquals(
        "sleeper a deadline, waiter the end of sleeper",
        told(events, "TaskParked", ofTask("waitsFor")));
    assertEquals("sleeper -1, waiter 0", told(events, "TaskWoken", ofTask("by")));
    assertEquals("sleeper returned, waiter returned", told(events, "TaskDone", ofTask("outcome")));
    assertEquals(
        "7000000 0",
        told(events, "QueueWait", e -> e.getLong("timeout") + " " + e.getInt("events")));
  }

  @Test
  void a_poll_lasts_as_long_as_it_does_and_has_its_thread() throws Exception {
    var events =
        recorded(() -> {
          try (var loop = EventLoop.open(observer)) {
            loop.blockOn(_ -> Polled.ready(busy()));
          }
        });

    var poll = events.stream().filter(e -> e.getEventType().getName().endsWith("Polled")).toList();
    assertEquals(1, poll.size());
    assertTrue(poll.getFirst().getDuration().toNanos() >= 100_000);
    assertEquals(Thread.currentThread().getName(), poll.getFirst().getThread().getJavaName());
  }

  private static int busy() {
    var begin = System.nanoTime();
    while (System.nanoTime() - begin < 100_000) Thread.onSpinWait();
    return 1;
  }

  @Test
  void with_many_workers_each_poll_is_told_once_under_its_own_name() throws Exception {
    var tasks = 200;

    var events =
        recorded(() -> {
          try (var runtime = WorkStealing.open(3, observer)) {
            var all =
                IntStream.range(0, tasks)
                    .mapToObj(i -> runtime.spawn("t" + i, EventLoop.yieldNow()))
                    .toList();
            runtime.blockOn(Future.joinAll(all));
          }
        });

    for (var i = 0; i < tasks; i++) {
      var name = "t" + i;
      var mine =
          events.stream().filter(e -> e.hasField("name") && name.equals(e.getString("name")));
      assertEquals(
          "pending, ready", told(mine.toList(), "TaskPolled", e -> e.getString("outcome")));
    }
  }

  @Test
  void what_began_before_the_recording_is_left_out_and_its_name_is_known() throws Exception {
    observer.spawned(4, "old");
    observer.resumed(4);

    var events =
        recorded(() -> {
          observer.parked(4, "a deadline");
          observer.readied(4);
          observer.resumed(4);
        });
    observer.done(4, "returned");

    assertEquals("old a deadline", told(events, "TaskParked", ofTask("waitsFor")));
    assertEquals("old -1", told(events, "TaskWoken", ofTask("by")));
    assertEquals("", told(events, "TaskPolled", ofTask("outcome")));
  }

  @Test
  void a_poll_that_a_recording_has_not_seen_the_end_of_is_not_in_the_next() throws Exception {
    var first = recorded(() -> observer.resumed(1));
    observer.yielded(1);
    observer.resumed(1);

    var second = recorded(() -> observer.yielded(1));

    assertEquals(List.of(), first);
    assertEquals(List.of(), second);
  }

  @Test
  void a_task_that_wakes_another_is_named_on_workers_too() throws Exception {
    var events =
        recorded(() -> {
          try (var runtime = WorkStealing.open(1, observer)) {
            Future<Void> outer = Future.lazy(() -> runtime.spawn("inner", EventLoop.yieldNow()));
            runtime.blockOn(runtime.spawn("outer", outer));
          }
        });

    var by = told(events, "TaskWoken", ofTask("by"));
    assertTrue(by.startsWith("outer " + idOf("inner", events)), by);
  }

  private static long idOf(String name, List<RecordedEvent> events) {
    return events.stream()
        .filter(event -> event.hasField("name") && name.equals(event.getString("name")))
        .findFirst()
        .orElseThrow()
        .getLong("task");
  }
}
