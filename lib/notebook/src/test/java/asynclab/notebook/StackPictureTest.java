package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.fibers.machine.Abi;
import asynclab.fibers.machine.Bodies;
import asynclab.fibers.machine.MachineFibers;
import asynclab.fibers.machine.StackView;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Pictures of stacks: from made-up views where words count, and from fibers that really wait.
class StackPictureTest {
  private static final long TOP = 0x7f00_0000_8000L;
  private static final long LOWER = 0x7f00_0000_4000L;

  private static StackView.Row row(long top, long fromTop, long word, StackView.Kind kind) {
    return new StackView.Row(
        top + fromTop, fromTop, word, kind, kind.name().toLowerCase(Locale.ROOT));
  }

  private static StackView view(String title, long top, StackView.Row... rows) {
    var pointer = rows[rows.length - 1].address();
    var registers =
        Abi.SYSTEM_V.registers().stream()
            .map(it -> new StackView.Saved(it, it.offset() == 0 ? pointer : 0, ""))
            .toList();
    return new StackView(title, top, top - 0x1000, true, pointer, 16, List.of(rows), registers);
  }

  private static StackView fresh(long top) {
    return view(
        "fresh",
        top,
        row(top, -8, 1, StackView.Kind.GUARD),
        row(top, -16, 2, StackView.Kind.FUNCTION));
  }

  private static StackView waiting(long top) {
    return view(
        "waiting",
        top,
        row(top, -8, 1, StackView.Kind.GUARD),
        row(top, -16, 9, StackView.Kind.SAVED),
        row(top, -24, 3, StackView.Kind.RETURN));
  }

  @Test
  void words_stand_one_below_the_other_as_addresses_fall() {
    var svg = Xml.parse(StackPicture.of(waiting(TOP)).svg());

    var words = svg.all("//*[@class='word']");
    assertEquals(
        List.of("T-0x08", "T-0x10", "T-0x18"),
        words.stream().map(word -> word.getFirstChild().getTextContent()).toList());
    assertEquals(
        List.of("GUARD", "SAVED", "RETURN"),
        words.stream().map(word -> word.getAttribute("data-kind")).toList());
  }

  @Test
  void in_a_switch_one_stack_pointer_jumps_from_the_left_stack_to_the_entered() {
    var svg = Xml.parse(StackPicture.ofSwitch(waiting(TOP), fresh(LOWER)).svg());

    var pointers = svg.all("//*[@class='pointer']").stream();
    assertEquals(
        List.of("true", "false"), pointers.map(it -> it.getAttribute("data-left")).toList());
    assertEquals(1, svg.all("//*[@class='wake jump']").size());
  }

  @Test
  void what_a_fiber_has_done_to_its_stack_is_outlined() {
    var figure = StackPicture.beforeAndAfter(fresh(TOP), waiting(TOP));

    var after = figure.table().stream().filter(row -> row.getFirst().startsWith("after"));
    assertEquals(List.of("", "yes", "yes"), after.limit(3).map(List::getLast).toList());
    assertTrue(figure.alt().contains("2 words changed"), figure.alt());
  }

  @Test
  void a_word_that_is_in_use_now_is_outlined_though_it_is_the_same() {
    var pushed = row(TOP, -24, 0, StackView.Kind.SAVED);
    var below = row(TOP, -32, 0, StackView.Kind.UNTOUCHED);
    var after = view("after", TOP, row(TOP, -8, 1, StackView.Kind.GUARD), pushed);
    var before = fresh(TOP);
    var rows = Stream.concat(before.rows().stream(), Stream.of(pushed, below)).toList();
    var seen =
        new StackView(
            "before", TOP, before.bottom(), true, before.stackPointer(), 16, rows, List.of());

    var figure = StackPicture.beforeAndAfter(seen, after);

    assertEquals(1, Xml.parse(figure.svg()).all("//*[@class='word']/*[@class='wake']").size());
    assertTrue(figure.alt().contains("1 word changed"), figure.alt());
  }

  @Test
  void the_words_say_where_the_stack_pointer_stands() {
    assertEquals(
        "The stack of a fiber that waits. fresh, stack pointer at T-0x10, from the top down:"
            + " T-0x08 guard; T-0x10 function. A guard page below.",
        StackPicture.of(fresh(TOP)).alt());
  }

  @Test
  void fibers_that_really_wait_are_drawn_without_one_word_on_another() throws Exception {
    hasASwitch();
    try (var fibers = MachineFibers.open()) {
      var counting = Bodies.counting(Abi.current());
      var one = fibers.spawn(counting, 1, 3);
      var two = fibers.spawn(counting, 2, 3);
      var fresh = StackView.of(one);
      fibers.yield();

      var figures =
          Stream.of(
              StackPicture.ofSwitch(StackView.of(one), StackView.of(two)),
              StackPicture.beforeAndAfter(fresh, StackView.of(one)),
              StackPicture.of(fresh));

      figures.map(figure -> Xml.parse(figure.svg())).forEach(StackPictureTest::isLegible);
      fibers.run();
    }
  }

  private static void hasASwitch() {
    try {
      var _ = Abi.current();
    } catch (UnsupportedOperationException none) {
      Assumptions.abort(none.getMessage());
    }
  }

  private static void isLegible(Xml svg) {
    var boxes = Boxes.of(svg);
    assertEquals(List.of(), boxes.stream().filter(it -> !it.isInside(Boxes.page(svg))).toList());
    assertEquals(List.of(), Boxes.overlaps(boxes));
  }

  @Test
  void of_very_many_words_the_first_and_the_last_are_shown() {
    var rows =
        IntStream.rangeClosed(1, 60)
            .mapToObj(i -> row(TOP, -8L * i, i, StackView.Kind.ROOM))
            .toArray(StackView.Row[]::new);

    var svg = Xml.parse(StackPicture.of(view("deep", TOP, rows)).svg());

    assertEquals(26, svg.all("//*[@class='word']").size());
    assertEquals(1, svg.all("//*[@class='pointer']").size());
  }

  @Test
  void what_cannot_be_one_picture_is_refused_with_the_cure() {
    var none = assertThrows(IllegalArgumentException.class, () -> StackPicture.of());
    var same =
        assertThrows(
            IllegalArgumentException.class, () -> StackPicture.ofSwitch(fresh(TOP), waiting(TOP)));
    var other =
        assertThrows(
            IllegalArgumentException.class,
            () -> StackPicture.beforeAndAfter(fresh(TOP), waiting(LOWER)));

    assertEquals("0 stacks: one or two stand side by side in a picture", none.getMessage());
    assertTrue(same.getMessage().contains("beforeAndAfter"), same.getMessage());
    assertTrue(other.getMessage().contains("two stacks"), other.getMessage());
  }
}
