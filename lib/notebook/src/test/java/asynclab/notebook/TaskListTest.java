package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.executor.EventLoop;
import asynclab.executor.WorkStealing;
import asynclab.futures.Future;
import asynclab.sync.Notify;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskListTest {
  private static final long MILLI = 1_000_000;

  private long now;
  private long cpu;
  private final TaskList tasks = new TaskList(() -> now, () -> cpu);

  @AfterEach
  void switch_the_screen_off() {
    Screen.install(first -> value -> {});
  }

  private void pass(long millis) {
    now += millis * MILLI;
  }

  /// A poll that takes so long, all of it on a CPU.
  private void poll(long task, long millis) {
    tasks.resumed(task);
    pass(millis);
    cpu += millis * MILLI;
  }

  private static String text(List<List<String>> table) {
    return String.join("\n", table.stream().map(row -> String.join("|", row)).toList());
  }

  @Test
  void a_scripted_run_is_counted_and_measured() {
    tasks.spawned(0, "server");
    poll(0, 2);
    tasks.spawned(1, "client");
    tasks.parked(0, "a message");
    pass(1);
    poll(1, 3);
    tasks.readied(0, 1);
    tasks.yielded(1);
    poll(0, 1);
    tasks.parked(0, "a message");
    poll(1, 1);
    tasks.done(1, "returned");
    pass(10);
    tasks.readied(0);
    pass(5);

    assertEquals(
        """
        task|state|polls|woken|itself|busy|longest poll|longest ready|waited|woken last by|waits for|marks
        server|ready|2|2|0|3.0 ms|2.0 ms|5.0 ms|15 ms|outside|a message|
        client|done|2|0|1|4.0 ms|3.0 ms|1.0 ms|0 ns|itself|returned|\
        """,
        text(tasks.figure().table()));
  }

  @Test
  void what_goes_on_is_counted_as_far_as_it_has_come() {
    tasks.spawned(0, "R0");
    poll(0, 4);

    var row = tasks.row("R0");

    assertEquals(TaskRow.State.RUNNING, row.state());
    assertEquals(4 * MILLI, row.busyNanos());
    assertEquals(4 * MILLI, row.longestPollNanos());
  }

  @Test
  void a_worker_that_tells_late_does_not_undo_what_another_has_begun() throws Exception {
    tasks.spawned(0, "R0");
    try (var other = Executors.newSingleThreadExecutor()) {
      other.submit(() -> tasks.resumed(0)).get();
      tasks.readied(0);
      tasks.resumed(0); // here, before the other worker has told of its end

      other.submit(() -> tasks.parked(0, "a message")).get();
    }

    assertEquals(TaskRow.State.RUNNING, tasks.row("R0").state());
    assertEquals(2, tasks.row("R0").polls());
  }

  @Test
  void a_wake_that_is_told_before_the_end_of_the_poll_keeps_the_task_ready() {
    tasks.spawned(0, "R0");
    tasks.resumed(0);
    tasks.readied(0);
    tasks.parked(0, "a message");

    assertEquals(TaskRow.State.READY, tasks.row("R0").state());
  }

  @Test
  void of_many_tasks_the_alike_are_one_row_and_those_that_are_marked_stand_first() {
    tasks.spawned(0, "server");
    tasks.resumed(0);
    tasks.parked(0, "a deadline");
    for (var i = 1; i <= 40; i++) {
      tasks.spawned(i, "leak");
      tasks.resumed(i);
      tasks.parked(i, "a signal");
    }
    pass(600);

    var table = tasks.figure().table();

    assertEquals("leak × 40", table.get(1).getFirst());
    assertEquals("40", table.get(1).get(2), "their polls together");
    assertEquals("server", table.get(2).getFirst());
    assertEquals(3, table.size());
  }

  @Test
  void of_many_tasks_those_that_differ_in_a_number_alone_are_alike() {
    for (var i = 0; i < 40; i++) tasks.spawned(i, "R" + i);

    assertEquals("R… × 40", tasks.figure().table().get(1).getFirst());
    assertTrue(tasks.figure().caption().contains("share a row"));
  }

  @Test
  void it_keeps_a_thousand_drops_those_that_have_ended_and_counts_the_rest() {
    for (var i = 0; i < TaskList.KEPT; i++) tasks.spawned(i, "t" + i);
    tasks.resumed(7);
    tasks.done(7, "returned");
    tasks.spawned(2000, "takes its place");
    tasks.spawned(2001, "too many");
    tasks.resumed(2001);
    tasks.parked(2001, "nothing that is told");

    var rows = tasks.rows();

    assertEquals(TaskList.KEPT, rows.size());
    assertEquals("takes its place", rows.getLast().name());
    assertTrue(tasks.figure().alt().contains("2 more tasks not kept"), tasks.figure().alt());
  }

  @Test
  void more_rows_than_a_picture_holds_are_counted_and_stand_in_the_table() throws Exception {
    for (var i = 0; i < 40; i++) tasks.spawned(i, "t" + (char) ('A' + i));

    var figure = tasks.figure();

    assertEquals(TaskListFigure.DRAWN, Xml.parse(figure.svg()).all("//*[@class='task']").size());
    assertTrue(figure.svg().contains("and 24 more tasks"));
    assertEquals(41, figure.table().size());
  }

  @Test
  void the_picture_and_its_words_say_the_marks() throws Exception {
    tasks.title("A <slow> one").spawned(0, "R&0");
    poll(0, 90);
    tasks.parked(0, "a message");

    var figure = tasks.figure();

    assertTrue(
        figure.alt().startsWith("A <slow> one. 1 task: 1 waiting; 1 marked; watched for 90 ms; "),
        figure.alt());
    assertTrue(figure.alt().contains("held its thread for 90 ms in one poll"), figure.alt());
    assertEquals(1, Xml.parse(figure.svg()).all("//*[contains(@class,'mark')]").size());
  }

  @Test
  void a_list_without_tasks_is_a_picture_too() throws Exception {
    var figure = tasks.figure();

    assertTrue(figure.alt().contains("0 tasks; watched for 0 ns"), figure.alt());
    assertEquals(0, Xml.parse(figure.svg()).all("//*[@class='task']").size());
  }

  @Test
  void a_name_that_nobody_has_is_refused_with_those_that_there_are() {
    tasks.spawned(0, "R0");

    var e = assertThrows(IllegalArgumentException.class, () -> tasks.row("R1"));

    assertEquals("no task is called R1: they are [R0]", e.getMessage());
  }

  @Test
  void on_a_real_loop_it_says_who_woke_whom_and_what_each_waits_for() throws Exception {
    var real = new TaskList();
    var bell = new Notify();
    try (var loop = EventLoop.open(real)) {
      loop.spawn("silent", Future.<Void>never());
      loop.spawn("sleeper", bell.notified());
      loop.spawn(
          "ringer",
          Future.lazy(() -> {
            bell.notifyOne();
            return EventLoop.yieldNow();
          }));
      loop.blockOn(loop.sleep(Duration.ofMillis(1)));

      assertEquals(
          List.of(
              "silent WAITING polls 1 woken 0 itself 0 by ",
              "sleeper DONE polls 2 woken 1 itself 0 by ringer",
              "ringer DONE polls 2 woken 0 itself 1 by ringer",
              "task-3 DONE polls 2 woken 1 itself 0 by outside"),
          real.rows().stream().map(TaskListTest::counts).toList());
      assertEquals("a wake-up", real.row("silent").waitsFor());
    }

    assertEquals("cancelled", real.row("silent").outcome());
  }

  private static String counts(TaskRow row) {
    return "%s %s polls %d woken %d itself %d by %s"
        .formatted(
            row.name(), row.state(), row.polls(), row.wakes(), row.ownWakes(), row.wokenBy());
  }

  @Test
  void several_workers_tell_of_every_task_and_of_its_end() throws Exception {
    var real = new TaskList();
    try (var runtime = WorkStealing.open(2, real)) {
      var all = new ArrayList<Future<Void>>();
      for (var i = 0; i < 50; i++) {
        all.add(runtime.spawn("w" + i, runtime.sleep(Duration.ofMillis(1))));
      }
      runtime.blockOn(Future.joinAll(all));
    }

    var rows = real.rows().stream().filter(row -> row.name().startsWith("w")).toList();
    assertEquals(50, rows.size());
    assertTrue(rows.stream().allMatch(row -> row.state() == TaskRow.State.DONE));
    assertTrue(rows.stream().allMatch(row -> row.polls() == row.wakes() + row.ownWakes() + 1));
  }

  @Test
  void it_changes_below_its_cell_while_the_loop_runs() throws Exception {
    List<Figure> shown = Collections.synchronizedList(new ArrayList<>());
    var waits = new CountDownLatch(1);
    Screen.install(first -> {
      shown.add((Figure) first);
      return value -> {
        shown.add((Figure) value);
        if (value.text().contains("R0: waiting")) waits.countDown();
      };
    });
    var real = new TaskList();
    try (var loop = EventLoop.open(real)) {
      try (var live = real.live()) {
        loop.spawn(
            "R0",
            loop.sleep(Duration.ofMillis(1))
                .then(_ ->
                    loop.blocking(() -> {
                      waits.await();
                      return 0;
                    })));
        loop.run();
      }
    }

    assertFalse(shown.getFirst().text().contains("R0"));
    assertTrue(shown.getLast().text().contains("R0: done"), shown.getLast().text());
  }
}
