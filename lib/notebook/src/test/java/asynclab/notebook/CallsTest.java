package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.syscalls.Call;
import asynclab.syscalls.CallLog;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CallsTest {
  private static final Call WRITE = call("write", "5, \"hello\\n\", 6", 6);
  private static final Call FAILED = call("close", "9", -9);

  private static Call call(String name, String arguments, long result) {
    return new Call(name, arguments, OptionalLong.of(result), 0, OptionalLong.of(1500), "main");
  }

  private static CallLog log(List<Call> calls) {
    return new CallLog(CallLog.Way.LAB, "ours", calls, 0, 1000);
  }

  @Test
  void a_picture_has_a_stroke_a_call_and_a_label_beside_it() {
    var figure = Calls.picture("three", log(List.of(WRITE, WRITE, FAILED)), "raw", "libc");
    var svg = Xml.parse(figure.svg());

    assertEquals(3, svg.all("//*[@data-kind='CALL']").size());
    assertTrue(svg.all("//*[@data-kind='CALL']").get(1).getTextContent().startsWith("libc"));
  }

  @Test
  void equal_calls_are_equal_strokes() {
    var svg = Xml.parse(Calls.picture("two", log(List.of(WRITE, WRITE))).svg());

    var strokes = svg.all("//*[@data-kind='CALL']/*[name()='line'][1]");
    assertEquals(strokes.get(0).getAttribute("x2"), strokes.get(1).getAttribute("x2"));
  }

  @Test
  void an_error_is_told_by_its_name() {
    var table = Xml.parse(Calls.table(log(List.of(FAILED))).html());

    assertEquals("-9 EBADF (bad file descriptor)", table.text("//tbody/tr/td[2]"));
  }

  @Test
  void what_is_not_shown_is_counted() {
    var many = log(Collections.nCopies(250, WRITE));

    assertEquals(
        "Seen by the lab's own log: ours. 226 more calls not shown.",
        Calls.picture("many", many).caption());
    assertTrue(Calls.table(many).text().endsWith("50 more calls not shown."));
    assertEquals(200, Xml.parse(Calls.table(many).html()).all("//tbody/tr").size());
  }

  @Test
  void times_are_written_with_two_digits_and_their_unit() {
    var texts = List.of(999L, 1_500L, 65_448L, 1_200_000L, 2_340_000_000L);

    assertEquals(
        List.of("999 ns", "1.5 µs", "65 µs", "1.2 ms", "2.3 s"),
        texts.stream().map(n -> Calls.took(OptionalLong.of(n))).toList());
    assertEquals("", Calls.took(OptionalLong.empty()));
  }

  @Test
  void an_empty_log_makes_no_picture_and_an_empty_table() {
    assertThrows(IllegalArgumentException.class, () -> Calls.picture("none", log(List.of())));
    assertEquals(0, Xml.parse(Calls.table(log(List.of())).html()).all("//tbody/tr").size());
  }
}
