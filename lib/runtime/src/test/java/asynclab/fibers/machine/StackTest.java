package asynclab.fibers.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.syscalls.Pages;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Stacks of our own: large ones with a guard page, and one of 48 bytes.
@EnabledWhereASwitchIs
class StackTest {
  private static final int ROOM = 256 * 1024;

  @Test
  void a_stack_is_whole_pages_and_its_top_is_aligned() throws Exception {
    try (var stack = Stack.open(Stack.BYTES + 1)) {
      assertEquals(Stack.BYTES + Pages.size(), stack.bytes());
      assertEquals(0, stack.top() % 16);
      assertTrue(stack.hasGuardPage());
    }
  }

  @Test
  void words_are_counted_from_the_top() throws Exception {
    try (var stack = Stack.open()) {
      stack.set(-8, 42);

      assertEquals(42, stack.get(-8));
      assertEquals(8, stack.used());
      assertThrows(IndexOutOfBoundsException.class, () -> stack.get(0));
      assertThrows(IndexOutOfBoundsException.class, () -> stack.get(-stack.bytes() - 8));
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/maps")
  void the_kernel_lets_nobody_touch_the_page_below() throws Exception {
    try (var stack = Stack.open()) {
      var below = "%x-%x ---p".formatted(stack.bottom() - Pages.size(), stack.bottom());

      assertTrue(Here.mappings().stream().anyMatch(line -> line.startsWith(below)), below);
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/maps")
  void a_closed_stack_is_unmapped() throws Exception {
    var stack = Stack.open();
    var end = "-%x ".formatted(stack.top());
    assertTrue(Here.mappings().stream().anyMatch(line -> line.contains(end)));

    stack.close();

    assertTrue(Here.mappings().stream().noneMatch(line -> line.contains(end)));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/maps")
  void closed_fibers_leave_neither_code_nor_stacks_behind() throws Exception {
    var before = codeBytes();
    var fibers = MachineFibers.open();
    var ends = new ArrayList<String>();
    for (var slot = 1; slot <= 3; slot++) ends.add("-%x ".formatted(stackOf(fibers, slot).top()));
    assertTrue(codeBytes() > before);

    fibers.close();

    assertEquals(before, codeBytes());
    assertEquals(0, Here.mappings().stream().filter(line -> contains(line, ends)).count());
  }

  private static Stack stackOf(MachineFibers fibers, int slot) {
    return fibers.slots().get(slot).stack();
  }

  private static boolean contains(String line, List<String> parts) {
    return parts.stream().anyMatch(line::contains);
  }

  /// The bytes of no file that may be run, as ours are: bytes, because the kernel joins neighbours.
  private static long codeBytes() throws IOException {
    var code = Here.mappings().stream().filter(line -> line.contains(" r-xp "));
    return code.filter(line -> line.split(" +").length == 5).mapToLong(StackTest::size).sum();
  }

  private static long size(String mapping) {
    var ends = mapping.substring(0, mapping.indexOf(' ')).split("-");
    return Long.parseUnsignedLong(ends[1], 16) - Long.parseUnsignedLong(ends[0], 16);
  }

  @Test
  void a_stack_of_48_bytes_works_and_shows_what_it_overruns() throws Exception {
    try (var arena = Arena.ofConfined();
        var stack = Stack.over(arena.allocate(ROOM, 16), 48);
        var fibers = MachineFibers.over(Switches.routine(Abi.current()), List.of(stack))) {
      fibers.spawn(Bodies.counting(Abi.current()), 1, 3);

      fibers.run();

      assertEquals(5, fibers.log().size());
      assertTrue(stack.overrun() > 0, "bytes overrun: " + stack.overrun());
      assertEquals(Stack.CANARY, stack.get(-48 - stack.overrun() - 8));
    }
  }

  @Test
  void a_stack_without_room_below_is_refused() {
    try (var arena = Arena.ofConfined()) {
      assertThrows(IllegalArgumentException.class, () -> Stack.over(arena.allocate(64 * 1024), 48));
      assertThrows(
          IllegalArgumentException.class,
          () -> Stack.over(MemorySegment.ofArray(new byte[ROOM]), 48));
    }
  }

  @Test
  void a_stack_that_signals_would_not_fit_on_is_refused() {
    var refusal = assertThrows(IllegalArgumentException.class, () -> Stack.open(4096));

    assertTrue(refusal.getMessage().startsWith("a stack of 4096 bytes: it has 64 KiB to 1 GiB"));
  }
}
