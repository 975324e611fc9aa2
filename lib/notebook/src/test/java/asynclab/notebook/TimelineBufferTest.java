package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.trace.Recorder;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whose a buffer was, in the picture and in its words.
class TimelineBufferTest {
  private static final long SECOND_BUFFER = 7;

  /// A completion: the buffer of request 0 is lent, filled, given back. Another is lent for good.
  private static Recorder completion() {
    var run = new Recorder();
    run.note(0, "sent");
    run.note(0, "lent");
    run.note(SECOND_BUFFER, "lent");
    run.waiting(-1);
    run.returned(1);
    run.ready(0, "done, 6 bytes");
    run.note(0, "back");
    run.note(0, "answered");
    return run;
  }

  private static Xml draw() {
    return Xml.parse(Timeline.of(completion()).figure().svg());
  }

  private static List<String> owners(Xml svg, String lane) {
    return svg.all("//*[@data-lane='%s']//*[@data-owner]".formatted(lane)).stream()
        .map(strip -> strip.getAttribute("data-owner"))
        .toList();
  }

  @Test
  void a_buffer_is_the_programs_then_the_kernels_then_the_programs_again() {
    assertEquals(List.of("program", "kernel", "program"), owners(draw(), "token 0"));
  }

  @Test
  void a_buffer_that_does_not_come_back_is_the_kernels_to_the_end() {
    var strips = owners(draw(), "token " + SECOND_BUFFER);

    assertEquals("kernel", strips.get(1));
    assertEquals(1, strips.stream().filter("kernel"::equals).count());
  }

  @Test
  void owners_differ_in_height_and_not_in_colour_alone() {
    var svg = draw();

    var kernels = svg.attribute("//*[@data-owner='kernel']", "height");
    assertFalse(kernels.equals(svg.attribute("//*[@data-owner='program']", "height")), kernels);
  }

  @Test
  void the_words_count_buffers_and_what_has_been_done() {
    var alt = Timeline.of(completion()).figure().alt();

    assertTrue(alt.matches(".*2 buffers, the kernel's for \\S+ \\S+ in all;.*"), alt);
    assertTrue(alt.contains("1 loan"), alt);
  }

  @Test
  void the_legend_explains_the_strips_only_where_there_are_some() {
    var with =
        draw().all("//*[@class='key']/text").stream().map(it -> it.getTextContent()).toList();
    var without = Timeline.of(Runs.twoRequests()).figure().svg();

    assertTrue(with.containsAll(List.of("buffer: the kernel's", "buffer: the program's", "done")));
    assertFalse(without.contains("buffer:"));
  }

  @Test
  void a_step_says_whose_the_buffer_is() {
    var steps = Steps.of(Runs.read(completion())).stream().map(Step::toString).toList();

    assertTrue(steps.get(1).contains("Token 0: the buffer is the kernel's"), steps.get(1));
    assertTrue(steps.get(4).contains("The loop wakes: token 0 is done, 6 bytes"), steps.get(4));
  }

  @Test
  void lending_twice_and_giving_back_what_was_not_lent_change_nothing() {
    var run = new Recorder();
    run.note(0, "back");
    run.note(0, "lent");
    run.note(0, "lent");
    run.note(0, "back");
    run.note(0, "back");

    var figure = Timeline.of(run).figure();
    assertTrue(figure.alt().endsWith("Token 0: 1 loan."), figure.alt());
    assertEquals(
        List.of("program", "kernel", "program"), owners(Xml.parse(figure.svg()), "token 0"));
  }

  @Test
  void nothing_lies_on_anything_else() {
    var svg = draw();

    assertEquals(List.of(), Boxes.overlaps(Boxes.of(svg)));
  }
}
