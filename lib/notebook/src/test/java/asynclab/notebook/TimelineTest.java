package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.trace.Recorder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class TimelineTest {
  private static Recorder busy(int tokens, int events) {
    var run = new Recorder();
    for (var i = 0; i < events; i++) {
      Runs.wait(run, i % tokens, i % 7 == 0 ? "readable+read-closed" : "readable");
    }
    return run;
  }

  private static Recorder everything() {
    var run = Runs.twoRequests();
    run.note(0, "a note that is much longer than there is room for beside its mark, surely");
    run.woken(9);
    Runs.wait(run, 9, "nothing");
    Runs.wait(run, 1, "error");
    Runs.wait(run, 1, "writable");
    run.deregistered(0);
    run.waiting(5_000_000);
    return run;
  }

  private static Xml draw(Recorder run) {
    return Xml.parse(Timeline.of(run).figure().svg());
  }

  @Test
  void there_is_a_lane_a_token_then_the_loop_then_the_kernel() {
    var svg = Xml.parse(Timeline.of(Runs.twoRequests()).lane(1, "request 1").figure().svg());

    var lanes = svg.all("//*[@data-lane]").stream().map(lane -> lane.getAttribute("data-lane"));
    assertEquals(List.of("request 1", "token 0", "loop", "kernel"), lanes.toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100, 3000})
  void marks_count_every_event_once_in_its_lane_and_once_in_the_kernels(int events) {
    var svg = draw(busy(3, events));

    assertEquals(events, count(svg, "//*[@data-lane='kernel']"));
    assertEquals(events, count(svg, "//*[starts-with(@data-lane, 'token')]"));
  }

  @Test
  void marks_on_top_of_one_another_say_how_many_they_are() {
    var svg = draw(busy(1, 3000));

    var told =
        svg.all("//*[@data-lane='kernel']//*[@data-count > 1]/*[last()]").stream()
            .mapToInt(text -> Integer.parseInt(text.getTextContent().substring(1)))
            .sum();
    var single = svg.all("//*[@data-lane='kernel']//*[@data-count = 1]").size();
    assertEquals(3000, told + single);
  }

  @Test
  void an_end_differs_from_data_in_its_shape() {
    var svg = draw(Runs.twoRequests());

    assertEquals("circle", shape(svg, "DATA"));
    assertEquals("path", shape(svg, "END"));
  }

  @Test
  void the_words_state_the_order_of_the_answers_and_the_number_of_waits() {
    var timeline =
        Timeline.of(Runs.twoRequests()).title("Two").lane(0, "request 0").lane(1, "request 1");

    var alt = timeline.figure().text();

    assertTrue(alt.startsWith("Timeline: Two. Answered 1, 0 in "), alt);
    assertTrue(alt.contains("3 events; 3 waits, asleep "), alt);
    assertTrue(alt.endsWith("Request 0: 1 event; request 1: 2 events."), alt);
  }

  @Test
  void the_table_has_a_row_for_everything_that_happened() {
    var run = Runs.twoRequests();

    var table = Timeline.of(run).figure().table();

    assertEquals(run.events().size() + 1, table.size());
    assertEquals(List.of("token 1", "event: readable+read-closed"), table.get(10).subList(1, 3));
  }

  @Test
  void the_document_carries_its_own_title_and_description() {
    var svg = Xml.parse(Timeline.of(Runs.twoRequests()).title("Two").figure().svg());

    assertEquals("Two", svg.text("/svg/title"));
    assertTrue(svg.text("/svg/desc").contains("3 waits"));
    assertTrue(svg.text("/svg/style").contains("prefers-color-scheme:dark"));
  }

  @Test
  void a_run_of_nothing_is_a_picture_that_says_so() {
    var figure = Timeline.of(new Recorder()).title("Idle").figure();

    assertEquals("Timeline: Idle. Nothing was recorded.", figure.text());
    assertEquals(2, Xml.parse(figure.svg()).all("//*[@data-lane]").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<script>alert(1)</script>", "a\"b'c&d", "\u0000\u001b[31m", "\ud800", "]]>"})
  void hostile_names_are_text_and_nothing_else(String name) {
    var run = new Recorder();
    Runs.wait(run, 0, name);
    run.note(0, name);

    var figure = Timeline.of(run).title(name).lane(0, name).figure();

    assertTrue(Xml.parse(figure.svg()).all("//script").isEmpty());
    assertEquals(1, Xml.parse(figure.html()).all("//script").size(), "the player's own");
  }

  static Stream<Timeline> pictures() {
    return Stream.of(
            new Recorder(),
            Runs.twoRequests(),
            everything(),
            busy(3, 300),
            busy(12, 50),
            busy(60, 200))
        .flatMap(run ->
            Stream.of(
                Timeline.of(run),
                Timeline.of(run).width(420),
                Timeline.of(run).inOrder(),
                Timeline.of(run).title("many words ".repeat(30)).lane(0, "w".repeat(80))));
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void nothing_lies_outside_the_picture(Timeline timeline) {
    var svg = Xml.parse(timeline.figure().svg());

    var outside = Boxes.of(svg).stream().filter(box -> !box.isInside(Boxes.page(svg))).toList();
    assertEquals(List.of(), outside);
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void no_word_lies_on_another_or_on_a_mark(Timeline timeline) {
    var boxes = Boxes.of(Xml.parse(timeline.figure().svg()));

    assertEquals(List.of(), Boxes.overlaps(boxes));
  }

  @Test
  void two_runs_are_two_panels_on_one_scale_and_each_says_its_count() {
    var figure =
        Timeline.stack(
            "Level and edge",
            Timeline.of(busy(1, 3)).title("level"),
            Timeline.of(busy(1, 1)).title("edge"));

    var texts = Xml.parse(figure.svg()).all("//text").stream().map(Element::getTextContent);
    var words = String.join("\n", texts.toList());
    assertTrue(words.contains("3 events; 3 waits"), words);
    assertTrue(words.contains("1 event; 1 wait"), words);
    assertTrue(figure.text().startsWith("Level and edge. Timeline: level. 3 events"));
    assertEquals("edge", figure.table().getLast().getFirst());
  }

  @Test
  void what_did_not_fit_the_recorder_is_said() {
    var run = new Recorder(4);
    Runs.wait(run, 0, "readable");
    Runs.wait(run, 0, "readable");

    assertTrue(Timeline.of(run).figure().text().contains("2 later events did not fit"));
  }

  @Test
  void impossible_wishes_are_refused_with_what_is_possible() {
    var timeline = Timeline.of(new Recorder());

    assertThrows(IllegalArgumentException.class, () -> timeline.width(10));
    assertThrows(IllegalArgumentException.class, () -> timeline.unit(0));
    assertThrows(IllegalArgumentException.class, () -> Timeline.stack("none"));
    assertFalse(timeline.figure().svg().isEmpty());
  }

  private static int count(Xml svg, String lanes) {
    return svg.all(lanes + "//*[@data-kind != 'NOTE']").stream()
        .mapToInt(mark -> Integer.parseInt(mark.getAttribute("data-count")))
        .sum();
  }

  private static String shape(Xml svg, String kind) {
    return svg.all("//*[@data-kind='" + kind + "']/*").getFirst().getTagName();
  }
}
