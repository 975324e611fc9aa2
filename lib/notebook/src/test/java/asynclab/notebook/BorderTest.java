package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class BorderTest {
  private static Border readiness() {
    return Border.titled("readiness")
        .back()
        .call("epoll_wait()", "")
        .inside("bytes arrive")
        .told("readable")
        .lent()
        .call("recv(buffer)", "6")
        .back()
        .program("reads");
  }

  @Test
  void each_row_is_drawn_in_the_order_of_its_telling() {
    var svg = Xml.parse(readiness().figure().svg());

    var kinds = svg.all("//*[@class='row']").stream().map(row -> row.getAttribute("data-kind"));
    assertEquals(List.of("CALL", "KERNEL", "TOLD", "CALL", "PROGRAM"), kinds.toList());
  }

  @Test
  void an_answer_is_a_second_stroke_and_what_is_told_is_one() {
    var svg = Xml.parse(readiness().figure().svg());

    assertEquals(
        List.of(1, 0, 1, 2, 0),
        svg.all("//*[@class='row']").stream()
            .map(row -> row.getElementsByTagName("line").getLength())
            .toList());
  }

  @Test
  void the_buffer_changes_hands_where_it_was_lent_and_given_back() {
    var svg = Xml.parse(readiness().figure().svg());

    var owners = svg.all("//*[@data-owner]").stream().map(bar -> bar.getAttribute("data-owner"));
    assertEquals(List.of("the program's", "the kernel's", "the program's"), owners.toList());
  }

  @Test
  void the_words_and_the_table_say_the_same() {
    var figure = Border.titled("one call").by("raw").call("getpid()", "7").figure();

    assertEquals(
        "one call. Two lanes, program and kernel; 1 call. Raw: asks getpid(), gets 7.",
        figure.alt());
    assertEquals(
        List.of("one call", "1", "raw", "asks", "getpid()", "7", ""), figure.table().get(1));
  }

  @Test
  void two_pictures_share_the_height_of_their_rows() {
    var figure = Border.sideBySide("both", readiness(), Border.titled("none yet").call("a()", "0"));
    var svg = Xml.parse(figure.svg());

    var firsts = svg.all("//*[@class='row'][@data-kind='CALL'][1]/*[name()='line'][1]");
    assertEquals("both", svg.text("//*[name()='title']"));
    assertEquals(firsts.getFirst().getAttribute("y1"), firsts.getLast().getAttribute("y1"));
  }

  @Test
  void long_words_end_in_dots_and_markup_in_them_is_text() {
    var svg = Border.titled("<b>").by("x".repeat(99)).call("w(<&\"".repeat(99), "1").figure().svg();

    assertTrue(Xml.parse(svg).text("//*[@class='row']").contains("…"));
  }

  @Test
  void a_picture_of_nothing_is_refused_with_the_cure() {
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> Border.titled("nothing").figure());

    assertEquals("nothing crosses the border: tell it a call() first", refusal.getMessage());
  }
}
