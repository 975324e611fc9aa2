package asynclab.fibers.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What the words on a stack are said to be.
@EnabledWhereASwitchIs
class StackViewTest {
  private final Abi abi = Here.hasSwitch() ? Abi.current() : Abi.SYSTEM_V;

  @Test
  void a_fiber_that_has_not_begun_has_its_function_on_the_stack() throws Exception {
    try (var fibers = MachineFibers.open()) {
      var view = StackView.of(fibers.spawn(Bodies.counting(abi), 1, 10));

      var expected =
          switch (abi) {
            case SYSTEM_V ->
                """
                T-0x08 TABLE the scheduler's table, for guard
                T-0x10 GUARD guard: where the function returns to in the end
                T-0x18 SKIP skip: between the function and guard
                T-0x20 FUNCTION f: counting, to be entered by ret <-
                """;
            case WINDOWS ->
                """
                T-0x08 UNTOUCHED never written, or zero
                T-0x10 UNTOUCHED never written, or zero
                T-0x18 UNTOUCHED never written, or zero
                T-0x20 UNTOUCHED never written, or zero
                T-0x28 TABLE the scheduler's table, for guard
                T-0x30 GUARD guard: where the function returns to in the end
                T-0x38 UNTOUCHED never written, or zero
                T-0x40 UNTOUCHED never written, or zero
                T-0x48 UNTOUCHED never written, or zero
                T-0x50 UNTOUCHED never written, or zero
                T-0x58 SKIP skip: between the function and guard
                T-0x60 FUNCTION f: counting, to be entered by ret <-
                """;
            case AAPCS64 ->
                """
                T-0x08 UNTOUCHED never written, or zero
                T-0x10 TABLE the scheduler's table, for guard
                T-0x18 GUARD guard: where the function returns to in the end
                T-0x20 FUNCTION f: counting, to be entered by start <-
                """;
          };
      assertEquals(expected, live(view));
    }
  }

  @Test
  void a_fiber_that_has_yielded_shows_every_call_it_is_in() throws Exception {
    try (var fibers = MachineFibers.open()) {
      var fiber = fibers.spawn(Bodies.counting(abi), 1, 10);

      fibers.yield();

      assertEquals(suspended(), live(StackView.of(fiber)));
    }
  }

  private String suspended() {
    return switch (abi) {
      case SYSTEM_V ->
          """
          T-0x08 TABLE the scheduler's table, for guard
          T-0x10 GUARD guard: where the function returns to in the end
          T-0x18 SKIP skip: between the function and guard
          T-0x20 SAVED rbx of whoever called counting
          T-0x28 SAVED r12 of whoever called counting
          T-0x30 SAVED r13 of whoever called counting
          T-0x38 RETURN return address: on in counting+0x3b
          T-0x40 ROOM room that yield has taken
          T-0x48 RETURN return address: on in yield+0x4d <-
          """;
      case WINDOWS ->
          """
          T-0x08 UNTOUCHED never written, or zero
          T-0x10 UNTOUCHED never written, or zero
          T-0x18 UNTOUCHED never written, or zero
          T-0x20 UNTOUCHED never written, or zero
          T-0x28 TABLE the scheduler's table, for guard
          T-0x30 GUARD guard: where the function returns to in the end
          T-0x38 UNTOUCHED never written, or zero
          T-0x40 UNTOUCHED never written, or zero
          T-0x48 UNTOUCHED never written, or zero
          T-0x50 UNTOUCHED never written, or zero
          T-0x58 SKIP skip: between the function and guard
          T-0x60 SAVED rbx of whoever called counting
          T-0x68 SAVED r12 of whoever called counting
          T-0x70 SAVED r13 of whoever called counting
          T-0x78 ROOM room that counting has taken
          T-0x80 ROOM room that counting has taken
          T-0x88 ROOM room that counting has taken
          T-0x90 ROOM room that counting has taken
          T-0x98 RETURN return address: on in counting+0x3f
          T-0xa0 ROOM room that yield has taken
          T-0xa8 ROOM room that yield has taken
          T-0xb0 ROOM room that yield has taken
          T-0xb8 ROOM room that yield has taken
          T-0xc0 ROOM room that yield has taken
          T-0xc8 RETURN return address: on in yield+0x57 <-
          """;
      case AAPCS64 ->
          """
          T-0x08 UNTOUCHED never written, or zero
          T-0x10 TABLE the scheduler's table, for guard
          T-0x18 ROOM room that counting has taken
          T-0x20 SAVED x21 of whoever called counting
          T-0x28 SAVED x20 of whoever called counting
          T-0x30 SAVED x19 of whoever called counting
          T-0x38 GUARD guard: where the function returns to in the end
          T-0x40 SAVED x29 of whoever called counting
          T-0x48 RETURN return address: on in counting+0x58
          T-0x50 SAVED x29 of whoever called yield <-
          """;
    };
  }

  @Test
  void a_fiber_that_has_ended_stands_in_guard() throws Exception {
    try (var fibers = MachineFibers.open()) {
      var fiber = fibers.spawn(Bodies.counting(abi), 1, 0);
      fibers.run();

      var rows = StackView.of(fiber).rows();

      var returns = rows.stream().filter(row -> row.kind() == StackView.Kind.RETURN);
      var first = returns.findFirst().orElseThrow().meaning();
      assertTrue(abi == Abi.AAPCS64 || first.startsWith("return address: on in guard+"), first);
    }
  }

  @Test
  void a_slot_that_nobody_has_used_is_empty() throws Exception {
    try (var fibers = MachineFibers.open()) {
      var view = StackView.of(fibers.slots().get(3));

      assertEquals(0, view.stackPointer());
      assertEquals(0, view.used());
    }
  }

  @Test
  void a_stack_pointer_that_points_elsewhere_is_shown_and_not_followed() throws Exception {
    try (var fibers = MachineFibers.open()) {
      var fiber = fibers.spawn(Bodies.counting(abi), 1, 10);
      fiber.context().set(abi == Abi.AAPCS64 ? "sp" : "rsp", 42);

      var view = StackView.of(fiber);

      assertEquals(42, view.stackPointer());
      assertEquals(4, view.rows().size());
    }
  }

  @Test
  void registers_are_explained_where_they_point_into_the_lab() throws Exception {
    try (var fibers = MachineFibers.open()) {
      var fiber = fibers.spawn(Bodies.counting(abi), 1, 10);
      fibers.yield();

      var meanings =
          StackView.of(fiber).registers().stream().map(StackView.Saved::meaning).distinct();

      var found = meanings.toList();
      assertTrue(
          found.containsAll(List.of("a closure", "the scheduler's table")), found.toString());
      assertTrue(found.stream().anyMatch(text -> text.endsWith(" on its stack")), found.toString());
    }
  }

  @Test
  void what_a_small_stack_overruns_is_shown_as_well() throws Exception {
    try (var arena = Arena.ofConfined();
        var stack = Stack.over(arena.allocate(256 * 1024, 16), 48);
        var fibers = MachineFibers.over(Switches.routine(abi), List.of(stack))) {
      var fiber = fibers.spawn(Bodies.counting(abi), 1, 3);
      fibers.yield();

      var lowest = StackView.of(fiber).rows().getLast();

      assertTrue(lowest.address() < stack.bottom());
      assertEquals(StackView.Kind.CANARY, lowest.kind());
    }
  }

  @Test
  void it_reads_as_a_table() throws Exception {
    try (var fibers = MachineFibers.open()) {
      var text = StackView.of(fibers.spawn(Bodies.counting(abi), 1, 10)).toString();

      assertTrue(text.startsWith("fiber in slot 1: READY, counting\naddress "), text);
      assertTrue(text.contains(" <- stack pointer\n"), text);
      assertTrue(text.contains(" of 65536 bytes ever used; below 0x"), text);
    }
  }

  @Test
  void the_java_thread_is_refused() throws Exception {
    try (var fibers = MachineFibers.open()) {
      var base = fibers.slots().getFirst();

      assertThrows(IllegalStateException.class, () -> StackView.of(base));
    }
  }

  private static String live(StackView view) {
    return view.rows().stream()
        .filter(view::isLive)
        .map(row ->
            "T-0x%02x %s %s%s\n"
                .formatted(
                    -row.fromTop(),
                    row.kind(),
                    row.meaning(),
                    row.address() == view.stackPointer() ? " <-" : ""))
        .collect(Collectors.joining());
  }
}
