package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TaskMarksTest {
  private static final long MILLI = 1_000_000;

  private long now;
  private long cpu;
  private final TaskList tasks = new TaskList(() -> now, () -> cpu);

  private void pass(long millis) {
    now += millis * MILLI;
  }

  /// A poll that takes so long, all of it on a CPU.
  private void poll(long task, long millis) {
    tasks.resumed(task);
    pass(millis);
    cpu += millis * MILLI;
  }

  @Test
  void who_wakes_itself_without_end_is_marked_and_one_wait_ends_the_count() {
    tasks.spawned(0, "spinner");
    for (var i = 0; i < TaskMarks.OWN_WAKES_IN_A_ROW; i++) {
      tasks.resumed(0);
      tasks.yielded(0);
    }

    var spinning = tasks.row("spinner").marks();
    tasks.resumed(0);
    tasks.parked(0, "a message");

    assertEquals(List.of("woke itself 100 times in a row"), spinning);
    assertEquals(List.of(), tasks.row("spinner").marks());
  }

  @Test
  void one_wake_less_is_no_mark() {
    tasks.spawned(0, "polite");
    for (var i = 1; i < TaskMarks.OWN_WAKES_IN_A_ROW; i++) {
      tasks.resumed(0);
      tasks.yielded(0);
    }

    assertEquals(List.of(), tasks.row("polite").marks());
  }

  @Test
  void a_long_poll_is_marked_with_what_of_it_was_on_a_cpu_and_so_is_who_waited_for_its_turn() {
    tasks.spawned(0, "sleeper");
    tasks.spawned(1, "neighbour");
    tasks.resumed(0);
    pass(90);
    cpu += 3 * MILLI;
    tasks.parked(0, "a message");
    poll(1, 1);

    assertEquals(
        List.of("held its thread for 90 ms in one poll, 3.0 ms of it on a CPU"),
        tasks.row("sleeper").marks());
    assertEquals(
        List.of("was ready for 90 ms before its turn came"), tasks.row("neighbour").marks());
  }

  @Test
  void a_poll_and_a_queue_of_just_the_limit_are_not_marked() {
    var limit = TaskMarks.HELD.toMillis();
    tasks.spawned(0, "R0");
    pass(limit);
    poll(0, limit);
    tasks.parked(0, "a message");

    assertEquals(List.of(), tasks.row("R0").marks());
  }

  @Test
  void without_a_cpu_clock_nothing_is_said_of_the_cpu() {
    var simulated = new TaskList(() -> now);
    simulated.spawned(0, "R0");
    simulated.resumed(0);
    pass(90);
    simulated.parked(0, "a message");

    assertEquals(List.of("held its thread for 90 ms in one poll"), simulated.row("R0").marks());
  }

  @Test
  void a_long_silence_is_marked_but_not_that_of_a_sleeper() {
    tasks.spawned(0, "lost");
    tasks.spawned(1, "asleep");
    for (var task = 0; task < 2; task++) tasks.resumed(task);
    tasks.parked(1, "a deadline");
    tasks.resumed(0);
    tasks.parked(0, "a wake-up");
    pass(TaskMarks.SILENT.toMillis());
    var justBefore = tasks.row("lost").marks();
    pass(1);

    assertEquals(List.of(), justBefore);
    assertEquals(List.of("waits for 501 ms, never woken"), tasks.row("lost").marks());
    assertEquals(List.of(), tasks.row("asleep").marks());
  }

  @Test
  void who_outlives_its_spawner_and_waits_is_marked() {
    tasks.spawned(0, "request");
    tasks.resumed(0);
    tasks.spawned(1, "heartbeat");
    tasks.done(0, "returned");
    var queued = tasks.row("heartbeat").marks();
    tasks.resumed(1);
    tasks.parked(1, "a signal");

    assertEquals(List.of(), queued);
    assertEquals(
        List.of("still waits, and the task that spawned it has ended"),
        tasks.row("heartbeat").marks());
  }

  @Test
  void a_task_that_was_spawned_between_two_polls_has_no_parent() {
    tasks.spawned(0, "request");
    tasks.resumed(0);
    tasks.done(0, "returned");
    tasks.spawned(1, "other");
    tasks.resumed(1);
    tasks.parked(1, "a signal");

    assertEquals(List.of(), tasks.row("other").marks());
  }

  @Test
  void before_the_first_wait_nobody_has_looked_either() {
    tasks.spawned(0, "R0");
    poll(0, 90);
    tasks.done(0, "returned");
    tasks.waiting(-1);

    assertTrue(
        tasks.figure().alt().contains("nobody looked into the event queue for 90 ms"),
        tasks.figure().alt());
  }

  @Test
  void how_long_the_loop_slept_and_how_long_nobody_looked_into_the_queue_is_told() {
    tasks.returned(1);
    pass(90);
    tasks.waiting(-1);
    pass(300);
    tasks.returned(1);
    pass(10);

    assertTrue(
        tasks
            .figure()
            .alt()
            .contains(
                "watched for 400 ms; asleep for 300 ms of it; nobody looked into the event queue for"
                    + " 90 ms"),
        tasks.figure().alt());
  }
}
