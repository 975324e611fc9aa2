package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.trace.Recorder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlayerTest {
  @AfterEach
  void forget_the_lines() {
    SourceLines.install((className, line) -> Optional.empty());
  }

  @Test
  void a_figure_of_a_run_has_its_steps_and_both_its_views() {
    var script = Timeline.of(Runs.twoRequests()).title("Two").figure().script();

    assertTrue(script.contains("\"The loop wakes: token 1 is readable\""), script);
    assertTrue(script.contains("\"width\":840"), script);
    assertTrue(script.contains("\"width\":420"), script);
  }

  @Test
  void a_picture_that_is_narrow_already_has_one_view() {
    var script = Timeline.of(Runs.twoRequests()).width(420).figure().script();

    assertEquals(1, script.split("\"bands\"", -1).length - 1);
  }

  @Test
  void a_run_that_is_too_long_to_step_through_says_so() {
    var run = new Recorder();
    for (var i = 0; i < Steps.MOST; i++) run.note(i % 60, "mark");

    var script = Timeline.of(run).figure().script();

    assertTrue(script.contains("\"cut\":true"));
    assertTrue(script.contains("\"token 38\""), "the lanes of the picture are named");
    assertFalse(script.contains("\"token 39\""), "of the others none");
    assertTrue(Timeline.of(Runs.twoRequests()).figure().script().contains("\"cut\":false"));
  }

  @Test
  void where_nothing_happened_there_is_nothing_to_play() {
    assertEquals("", Timeline.of(new Recorder()).figure().script());
  }

  @Test
  void a_stack_is_played_run_after_run() {
    var one = Timeline.of(Runs.twoRequests()).title("one").lane(0, "first");
    var other = Timeline.of(Runs.twoRequests()).title("other").lane(0, "second");

    var script = Timeline.stack("Both", one, other).script();

    assertTrue(script.contains("\"lanes\":[[\"first\",\"token 1\""), script);
    assertTrue(script.contains("{\"run\":1,"), script);
  }

  @Test
  void each_step_names_the_line_of_the_cell_that_caused_it() {
    SourceLines.install((className, line) ->
        className.equals("learner.Loop")
            ? Optional.of(new SourceLines.Line(14, line, "  poll.poll(events, Poll.FOREVER);"))
            : Optional.empty());
    var run = new Recorder();
    learner.Loop.turn(run);

    var code = Steps.of(Runs.read(run)).stream().map(Step::code).toList();

    var line = new Code("cell [14], line 11", "poll.poll(events, Poll.FOREVER);");
    assertEquals(List.of(line, line), code);
  }

  @Test
  void outside_a_notebook_a_line_is_known_by_its_class_and_a_cells_class_by_nothing() {
    assertEquals("Loop, line 11", Code.of(new asynclab.trace.Site("learner.Loop", 11)).where());
    assertEquals(Code.NONE, Code.of(new asynclab.trace.Site("REPL.$JShell$14", 3)));
    assertEquals(Code.NONE, Code.of(asynclab.trace.Site.UNKNOWN));
  }

  @Test
  void the_script_asks_for_nothing_from_elsewhere() {
    var script = Timeline.of(Runs.twoRequests()).figure().script();

    for (var forbidden : List.of("http:", "https:", "fetch(", "import ", "XMLHttp", "eval(")) {
      assertFalse(script.contains(forbidden), forbidden);
    }
  }
}
