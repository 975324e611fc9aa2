package asynclab.notebook;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.coroutines.source.MachineModel;
import asynclab.coroutines.source.MachineModel.Edge;
import asynclab.coroutines.source.MachineModel.Kept;
import asynclab.coroutines.source.Rewritten;
import asynclab.coroutines.source.StateInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The picture of a machine, from a model made by hand: a loop around an await, in a `try`.
class StateDiagramTest {
  private static final MachineModel MODEL =
      new MachineModel(
          "sum",
          "Sum",
          3,
          List.of(new Kept("int", "n"), new Kept("List<Long>", "all")),
          List.of(
              new StateInfo(0, 4, false, "the beginning", List.of("n")),
              new StateInfo(1, 5, false, "while", List.of("n", "all")),
              new StateInfo(2, 6, true, "await(ask(n))", List.of("n", "all")),
              new StateInfo(3, 8, false, "catch", List.of())),
          List.of(
              new Edge(0, 1, ""),
              new Edge(1, 2, "await"),
              new Edge(1, MachineModel.END, "return"),
              new Edge(2, 1, ""),
              new Edge(1, 3, "failure"),
              new Edge(2, 3, "failure"),
              new Edge(3, MachineModel.END, "throw")));

  private final Figure figure = StateDiagram.of(MODEL);
  private final Xml svg = Xml.parse(figure.svg());

  private String words(int state) {
    return svg.all("//*[@data-state='%d']/*[local-name()='text']".formatted(state)).stream()
        .map(text -> text.getTextContent())
        .collect(joining(" | "));
  }

  @Test
  void a_state_says_its_line_what_stands_there_and_what_it_keeps() {
    assertEquals("2 | line 6 | await(ask(n)) | keeps int n, List<Long> all | failure", words(2));
    assertEquals("3 | line 8 | catch | keeps nothing | throw", words(3));
  }

  @Test
  void a_state_that_waits_is_told_from_one_that_does_not_without_colour() {
    assertEquals(2, svg.all("//*[@data-waits='true']/*[@class='sys']").size());
    assertEquals(3, svg.all("//*[@data-waits='false']/*[@class='run']").size());
  }

  @Test
  void all_ways_to_one_state_share_a_line_and_failures_have_their_own() {
    var ways = svg.all("//*[@class='way']").stream().map(way -> way.getAttribute("data-to"));

    assertEquals(List.of("1", "3"), ways.sorted().toList());
    assertEquals(4, svg.all("//*[@data-to='3']/*[@stroke-dasharray]").size());
    assertTrue(svg.all("//*[@data-to='1']/*[@stroke-dasharray]").isEmpty());
  }

  @Test
  void lines_do_not_lie_upon_each_other_where_they_meet() {
    var layout = new StateLayout(MODEL, 0);

    for (var bus : layout.buses) {
      for (var other : layout.buses) {
        var apart =
            bus == other
                || bus.column() != other.column()
                || bus.bottom() < other.top()
                || other.bottom() < bus.top();
        assertTrue(apart, bus + " and " + other);
      }
    }
    assertEquals(2, layout.columns());
  }

  @Test
  void a_reader_who_does_not_see_it_reads_the_same() {
    assertEquals(
        "The state machine of sum: 4 states, 2 fields kept. "
            + "State 0, line 4, the beginning, keeps int n; goes to 1. "
            + "State 1, line 5, while, keeps int n, List<Long> all; "
            + "goes to 2 (await), to the end (return), to 3 (failure). "
            + "State 2, line 6, waits for await(ask(n)), keeps int n, List<Long> all; "
            + "goes to 1, to 3 (failure). "
            + "State 3, line 8, catch, keeps nothing; goes to the end (throw).",
        figure.alt());
    assertEquals(
        List.of("2", "6", "await(ask(n))", "yes", "int n, List<Long> all", "to 1, to 3 (failure)"),
        figure.table().get(3));
  }

  @Test
  void the_text_of_a_machine_is_shown_as_it_is_with_its_picture() {
    var corofied = new Corofied(new Rewritten("if (a < b && c) {\n  \"x\"", List.of(MODEL)));

    var html = Xml.parse("<div>" + corofied.html() + "</div>");

    assertEquals("if (a < b && c) {\n  \"x\"", html.text("//pre/code"));
    assertEquals("What became of sum", html.text("//summary"));
    assertEquals(figure.alt(), html.attribute("//img", "alt"));
  }
}
