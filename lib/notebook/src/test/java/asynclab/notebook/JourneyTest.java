package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.executor.EventLoop;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.poll.TcpListener;
import asynclab.poll.TcpStream;
import asynclab.trace.Recorder;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class JourneyTest {
  /// A real run: a task waits for a connection, which another one makes.
  private static Recorder accepted() throws Exception {
    var recorder = new Recorder();
    try (var loop = EventLoop.open(recorder);
        var listener = TcpListener.loopback()) {
      loop.spawn("accept", loop.readable(listener));
      loop.spawn("connect", waker -> connected(listener));
      loop.run();
    }
    return recorder;
  }

  private static Polled<String> connected(TcpListener listener) {
    try (var stream = TcpStream.connect(listener.address())) {
      return Polled.ready(stream.toString());
    } catch (IOException e) {
      return Polled.failed(e);
    }
  }

  private static Recorder abandoned() throws Exception {
    var recorder = new Recorder();
    Future<String> silent = waker -> Polled.pending();
    try (var loop = EventLoop.open(recorder)) {
      loop.spawn("silent", silent);
      assertThrows(IllegalStateException.class, loop::run);
    }
    return recorder;
  }

  @Test
  void a_real_run_has_the_eight_steps_in_their_order() throws Exception {
    var steps = Journey.of(accepted()).steps();

    assertEquals(
        List.of(
            "1 task → executor",
            "2 executor → task",
            "3 task → reactor",
            "4 task → executor",
            "5 reactor → OS",
            "6 OS → reactor",
            "7 reactor → executor",
            "8 executor → task"),
        steps.stream().map(step -> step.number() + " " + step.way()).toList());
    assertTrue(steps.getLast().sentence().endsWith("answers Ready"), steps::toString);
  }

  @Test
  void the_events_behind_the_steps_are_in_order_of_time() throws Exception {
    var nanos = Journey.of(accepted()).steps().stream().map(step -> step.event().nanos()).toList();

    assertEquals(nanos.stream().sorted().toList(), nanos);
  }

  @Test
  void picture_log_and_table_use_the_same_numbers_and_words() throws Exception {
    var journey = Journey.of(accepted());
    var figure = journey.figure();
    var drawn = Xml.parse(figure.svg()).all("//*[@class='step']");

    for (var i = 0; i < 8; i++) {
      var step = journey.steps().get(i);
      assertEquals(String.valueOf(step.number()), drawn.get(i).getAttribute("data-step"));
      assertEquals(step.sentence(), figure.table().get(i + 1).get(3));
      assertTrue(journey.log().lines().toList().get(i).endsWith(step.sentence()));
      assertTrue(figure.alt().contains(step.sentence()), figure.alt());
    }
  }

  @Test
  void a_future_that_nobody_wakes_ends_at_step_four_and_says_so() throws Exception {
    var journey = Journey.of(abandoned());

    assertEquals(List.of(1, 2, 4), journey.steps().stream().map(JourneyStep::number).toList());
    assertTrue(journey.figure().alt().contains("nobody wakes it"), journey.figure().alt());
  }

  @Test
  void no_words_lie_on_one_another_or_outside_at_either_width() throws Exception {
    var steps = Journey.of(accepted()).steps();

    for (var width : List.of(420, 840)) {
      var svg = Xml.parse(new JourneyDrawing("The way", "once", steps, width).svg(""));
      var boxes = Boxes.of(svg);
      var outside = boxes.stream().filter(box -> !box.isInside(Boxes.page(svg))).toList();
      assertEquals(List.of(), outside);
      assertEquals(List.of(), Boxes.overlaps(boxes));
    }
  }

  @Test
  void the_player_knows_each_line_of_the_log_and_takes_clicks() throws Exception {
    var journey = Journey.of(accepted());

    var script = journey.figure().script();
    var lines = journey.log().lines().toList();
    assertEquals(8, lines.size());
    for (var line : lines) assertTrue(script.contains("\"" + line + "\""), line);
    assertTrue(script.contains("\"clicks\":true"));
    assertTrue(script.contains("\"width\":420"));
  }

  @Test
  void the_stations_stand_as_the_run_left_them() throws Exception {
    var steps = Journey.of(accepted()).steps();

    assertEquals(
        List.of("pending", "nothing is ready", "token → waker", "watches"),
        JourneyPlayer.states(steps.get(3), "task 0", true));
    assertEquals(
        List.of("has ended", "has the answer", "knows nothing", "idle"),
        JourneyPlayer.states(steps.getLast(), "task 0", true));
  }

  @Test
  void what_the_future_told_nobody_nobody_knows() throws Exception {
    var journey = Journey.of(abandoned());

    assertEquals(
        List.of("pending", "nothing is ready", "knows nothing", "idle"),
        JourneyPlayer.states(journey.steps().getLast(), "task 0", false));
    assertFalse(journey.figure().script().contains("token → waker"));
  }

  @Test
  void a_long_line_of_code_stays_in_its_column() throws Exception {
    var steps =
        Journey.of(accepted()).steps().stream()
            .map(step ->
                new JourneyStep(
                    step.number(),
                    step.from(),
                    step.to(),
                    step.event(),
                    step.sentence(),
                    new Code("cell [15], line 4", "if (x.poll(waker) instanceof Pending) return;")))
            .toList();

    for (var width : List.of(420, 840)) {
      var svg = Xml.parse(new JourneyDrawing("The way", "once", steps, width).svg(""));
      var codes = Boxes.of(svg).stream().filter(box -> box.what().contains("[15]")).toList();
      var half = width == 840 ? 420 : 404;
      assertEquals(8, codes.size());
      codes.forEach(box -> assertTrue(box.left() > half || box.right() < half, box::toString));
    }
  }

  @Test
  void a_run_without_a_task_is_refused_with_what_to_do() {
    var refused = assertThrows(IllegalStateException.class, () -> Journey.of(new Recorder()));

    assertTrue(refused.getMessage().contains("EventLoop.open(recorder)"), refused.getMessage());
  }
}
