package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.notebook.CpuTrace.End;
import asynclab.notebook.CpuTrace.Waited;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A trace of processors in text, in figures and in a picture; written by hand, so the answer is
/// known.
class CpuTraceTest {
  private static final String TEXT =
      """
      about some machine; Java 25; 2026-11-24
      thread A voluntary 0 involuntary 2
        ran 1 0 4000 taken
        ready 4000 10000
        ran 0 10000 14000 ended
      thread C voluntary 1 involuntary 0
        ready 0 4000
        ran 1 4000 10000 blocked
        waited 10000 20000
        ran 1 20000 21000 ended
      """;
  private static final CpuTrace TRACE = CpuRecording.parse(TEXT);

  @Test
  void a_recording_reads_as_it_was_written() {
    assertEquals(TEXT, CpuRecording.text(TRACE, TRACE.about()));
  }

  @Test
  void the_figures_follow_from_the_spans() {
    var a = TRACE.lanes().getFirst();

    assertEquals(
        "15 ms of work in 21 ms on 2 CPUs: 4 slices, 1 of them cut short by the kernel",
        TRACE.summary());
    assertEquals(List.of(0, 1), TRACE.cpus());
    assertEquals(8_000_000, a.ranNanos());
    assertEquals(6_000_000, a.readyNanos());
    assertEquals(1, a.ends(End.TAKEN));
    assertEquals(new Waited(10_000_000, 20_000_000), TRACE.lanes().getLast().spans().get(2));
  }

  @Test
  void a_line_that_is_none_is_named_with_its_number() {
    for (var wrong : List.of("ran 1 0 x taken", "ran 1 0 5", "slept 0 5", "ran 1 0 5 bored")) {
      var text = "about us\nthread A voluntary 0 involuntary 0\n  " + wrong + "\n";

      var fault = assertThrows(IllegalArgumentException.class, () -> CpuRecording.parse(text));

      assertEquals("line 3 of the recording is none:   " + wrong, fault.getMessage());
    }
  }

  @Test
  void the_recording_of_the_lab_has_two_processors_and_says_where_it_comes_from() {
    var trace = CpuRecording.twoCpus();

    assertEquals(2, trace.cpus().size());
    assertEquals(
        List.of("A", "B", "C"), trace.lanes().stream().map(CpuTrace.Lane::thread).toList());
    assertTrue(trace.about().matches(".*; Linux .*; Java 25.*; 20\\d\\d-\\d\\d-\\d\\d; .*"));
    for (var lane : trace.lanes()) {
      var last = 0L;
      for (var span : lane.spans()) {
        assertEquals(last, span.from(), "no hole in " + lane.thread());
        last = span.to();
      }
    }
  }

  @Test
  void each_slice_stands_in_the_lane_of_its_processor_with_its_threads_name() {
    var svg = Xml.parse(CpuTimeline.of(TRACE).figure().svg());

    assertEquals(1, svg.all("//g[@data-lane='CPU 0']/rect[@class='run']").size());
    assertEquals(3, svg.all("//g[@data-lane='CPU 1']/rect[@class='run']").size());
    assertEquals("A", svg.text("//g[@data-lane='CPU 0']/text[@class='on']"));
  }

  @Test
  void a_thread_is_solid_hatched_or_hollow_and_each_slice_ends_in_a_mark() {
    var svg = Xml.parse(CpuTimeline.of(TRACE).figure().svg());
    var c = "//g[@data-lane='C']";

    assertEquals(2, svg.all(c + "/rect[@class='run']").size());
    assertEquals(1, svg.all(c + "/rect[@class='hatched']").size());
    assertEquals(1, svg.all(c + "/rect[@class='wait']").size());
    assertEquals(
        List.of("BLOCKED", "ENDED"),
        svg.all(c + "/*[@data-kind]").stream().map(e -> e.getAttribute("data-kind")).toList());
    assertEquals(6, svg.all("//g[@class='key']").size(), "three bars, three kinds of marks");
  }

  @Test
  void a_stack_keeps_one_scale_and_says_what_is_recorded() {
    var live = new CpuTrace("", TRACE.lanes());
    var figure =
        CpuTimeline.stack(
            "Both",
            List.of(CpuTimeline.of(live).title("live"), CpuTimeline.of(TRACE).title("old")));
    var svg = Xml.parse(figure.svg());
    var slices = svg.all("//g[@data-lane='CPU 0']/rect[@class='run']");

    assertEquals(slices.getFirst().getAttribute("x"), slices.getLast().getAttribute("x"));
    assertEquals("Both", svg.text("//title"));
    assertTrue(figure.alt().contains("old (recorded, not live: some machine"), figure.alt());
    assertTrue(figure.alt().contains("A ran 8 ms in 2 slices, stood ready 6 ms"), figure.alt());
    assertEquals(5, figure.table().size());
    assertThrows(IllegalArgumentException.class, () -> CpuTimeline.stack("None", List.of()));
  }
}
