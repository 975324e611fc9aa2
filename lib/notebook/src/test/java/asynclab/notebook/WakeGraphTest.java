package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.trace.Recorder;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WakeGraphTest {
  /// A task that is polled, parks with its executor, and is woken by an event.
  private static Recorder woken() {
    var recorder = new Recorder();
    recorder.spawned(7, "R1");
    recorder.resumed(7);
    recorder.registered(1, "readable");
    recorder.parked(7, "its waker");
    recorder.waiting(-1);
    recorder.parked(WakeGraph.EXECUTOR, "a permit");
    recorder.returned(1);
    recorder.ready(1, "readable");
    recorder.readied(7);
    recorder.waiting(-1);
    recorder.resumed(WakeGraph.EXECUTOR);
    recorder.resumed(7);
    recorder.done(7, "returned");
    return recorder;
  }

  @Test
  void a_wake_is_told_step_by_step() {
    assertEquals(
        """
        R1 is spawned, and queued; [R1]; none
        R1 is polled; []; none
        R1 answers Pending; []; none
        the executor parks; []; none
        the kernel reports token 1; []; none
        wake(): R1 is queued, a permit left; [R1]; there
        the executor takes the permit and goes on; [R1]; none
        R1 is polled; []; none
        R1 answers Ready; []; none\
        """,
        told(woken()));
  }

  @Test
  void the_reactor_is_awake_from_the_return_of_its_wait_to_the_next() {
    var awake = WakeGraph.of(woken()).steps().stream().filter(WakeStep::reactor).toList();

    assertEquals(
        List.of("the kernel reports token 1"), awake.stream().map(WakeStep::sentence).toList());
  }

  @Test
  void a_second_call_that_fell_between_two_notes_has_left_its_permit() {
    var recorder = woken();
    recorder.spawned(8, "R2");
    recorder.parked(WakeGraph.EXECUTOR, "a permit");
    recorder.readied(8); // and a second one, before the note of going on
    recorder.readied(7);
    recorder.resumed(WakeGraph.EXECUTOR);
    recorder.parked(WakeGraph.EXECUTOR, "a permit");
    recorder.resumed(WakeGraph.EXECUTOR);

    var steps = WakeGraph.of(recorder).steps();

    assertTrue(steps.get(steps.size() - 2).permit(), "parked, with the permit there");
    assertFalse(steps.getLast().permit());
  }

  @Test
  void a_task_that_is_woken_after_its_end_is_not_polled() {
    var recorder = woken();
    recorder.readied(7);
    recorder.resumed(7);
    recorder.done(7, "returned");

    var steps = WakeGraph.of(recorder).steps();

    assertEquals(
        "R1 leaves the queue: it was woken late, and has ended", steps.getLast().sentence());
    assertEquals(List.of(), steps.getLast().queue());
  }

  @Test
  void an_executor_that_is_stopped_has_taken_no_permit() {
    var recorder = new Recorder();
    recorder.spawned(0, "R0");
    recorder.parked(WakeGraph.EXECUTOR, "a permit");
    recorder.resumed(WakeGraph.EXECUTOR);

    var last = WakeGraph.of(recorder).steps().getLast();

    assertTrue(
        last.sentence().startsWith("the executor goes on without a permit"), last.sentence());
  }

  @Test
  void a_run_that_ends_asleep_says_so() {
    var recorder = woken();
    recorder.spawned(8, "R2");
    recorder.parked(WakeGraph.EXECUTOR, "a permit");

    var alt = WakeGraph.of(recorder).figure().alt();

    assertTrue(alt.contains("asleep at the end, with work queued"), alt);
  }

  @Test
  void the_picture_has_a_column_and_the_table_a_row_for_each_step() throws Exception {
    var figure = WakeGraph.of(woken()).title("One <wake>").figure();

    assertEquals(9, Xml.parse(figure.svg()).all("//*[@class='step']").size());
    assertEquals(10, figure.table().size());
    assertTrue(
        figure.alt().startsWith("One <wake>. 1 event, 1 wake, 2 polls, 1 park."), figure.alt());
  }

  @Test
  void a_long_run_is_cut_and_says_so() throws Exception {
    var recorder = new Recorder();
    for (var i = 0; i < 100; i++) recorder.spawned(i, "R" + i);

    var figure = WakeGraph.of(recorder).figure();

    assertEquals(40, Xml.parse(figure.svg()).all("//*[@class='step']").size());
    assertTrue(figure.alt().contains("the first 40 steps"), figure.alt());
    assertEquals(101, figure.table().size());
  }

  @Test
  void nothing_recorded_is_refused_with_what_to_do() {
    var graph = WakeGraph.of(new Recorder());

    var e = assertThrows(IllegalStateException.class, graph::figure);

    assertTrue(e.getMessage().contains("tell the recorder"), e.getMessage());
  }

  private static String told(Recorder recorder) {
    return WakeGraph.of(recorder).steps().stream()
        .map(it -> it.sentence() + "; " + it.queue() + "; " + (it.permit() ? "there" : "none"))
        .collect(Collectors.joining("\n"));
  }
}
