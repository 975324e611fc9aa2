package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.coroutines.Coroutine;
import asynclab.coroutines.Origin;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Waker;
import asynclab.trace.Recorder;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The states of a coroutine as a lane of the run it was part of.
class StatesOnTimelineTest {
  /// Two awaits in a row; tells where it goes.
  @Origin(
      method = "both",
      lines = {1, 2, 3})
  private static final class Both extends Coroutine<String> {
    @Override
    protected Polled<String> resume(Waker waker) {
      while (true) {
        if (state > 0 && isPending(waker)) return Polled.pending();
        if (state == 2) return Polled.ready(this.<String>awaited());
        awaiting(once());
        state++;
        Watched.moved(this);
      }
    }
  }

  /// Pending once.
  private static Future<String> once() {
    var asked = new boolean[1];
    return waker -> {
      if (asked[0]) return Polled.ready("x");
      asked[0] = true;
      return Polled.pending();
    };
  }

  /// A wait between any two polls, and both in the same picture.
  private static Timeline run(Watched<String> run) {
    var recorder = new Recorder();
    for (var poll = 0; poll < 3; poll++) {
      Runs.wait(recorder, 0, "readable");
      var _ = run.poll(Waker.NONE);
    }
    return Timeline.of(recorder).lane(0, "request").states(run);
  }

  @Test
  void the_states_stand_between_the_requests_and_the_loop() {
    var svg = Xml.parse(run(Watched.of(new Both())).figure().svg());

    var lanes = svg.all("//*[@data-lane]").stream().map(lane -> lane.getAttribute("data-lane"));
    assertEquals(List.of("request", "states of both", "loop", "kernel"), lanes.toList());
  }

  @Test
  void states_and_events_of_the_loop_are_told_in_the_order_of_time() {
    var told = Steps.of(run(Watched.of(new Both())).read()).stream().map(Step::sentence).toList();

    var wait = "The loop gives up the CPU and waits, as long as it takes";
    var next = "The loop gives up the CPU and waits for 1 source, as long as it takes";
    var wakes = "The loop wakes: request is readable";
    assertEquals(
        List.of(
            wait,
            wakes,
            "States of both: state 0",
            "States of both: state 1",
            next,
            wakes,
            "States of both: state 2",
            next,
            wakes,
            "States of both: returned"),
        told);
  }

  @Test
  void each_step_says_in_which_state_the_coroutine_is() {
    var steps = Steps.of(run(Watched.of(new Both())).read());

    assertEquals("not begun", steps.getFirst().states().get(1));
    assertEquals("state 1", steps.get(4).states().get(1));
    assertEquals("returned", steps.getLast().states().get(1));
  }

  @Test
  void whoever_does_not_see_it_reads_the_states_in_their_order() {
    var figure = run(Watched.of(new Both())).figure();

    assertTrue(figure.alt().contains("states of both: 0, 1, 2."), figure.alt());
  }

  @Test
  void every_state_is_drawn_once_in_the_order_of_steps() {
    var svg = Xml.parse(run(Watched.of(new Both())).inOrder().figure().svg());

    var numbers =
        svg.all("//*[@data-lane='states of both']//*[local-name()='text']").stream()
            .map(text -> text.getTextContent())
            .filter(text -> text.matches("[0-9]"))
            .toList();
    assertEquals(List.of("0", "1", "2"), numbers);
  }

  @Test
  void a_coroutine_that_has_not_begun_has_no_lane() {
    var recorder = Runs.twoRequests();
    var svg = Timeline.of(recorder).states(Watched.of(new Both())).figure().svg();

    assertFalse(svg.contains("states of"), svg);
  }
}
