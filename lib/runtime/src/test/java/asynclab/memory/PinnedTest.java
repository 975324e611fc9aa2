package asynclab.memory;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Values off the heap: what a move does to them, and what pinning forbids.
class PinnedTest {
  private static final StructLayout NODE =
      structLayout(JAVA_LONG.withName("value"), ADDRESS.withName("self"));
  private static final Field<Long> VALUE = Field.of(NODE, "value", Long.class);
  private static final Field<Long> SELF = Field.of(NODE, "self", Long.class);

  private static final StructLayout PAIR =
      structLayout(JAVA_INT.withName("left"), JAVA_INT.withName("right")).withName("pair");
  private static final Field<Integer> LEFT = Field.of(PAIR, "left", Integer.class);
  private static final Field<Integer> RIGHT = Field.of(PAIR, "right", Integer.class);

  private static final StructLayout TASK =
      structLayout(JAVA_LONG.withName("state"), NODE.withName("node"));

  private final Arena arena = Arena.ofShared();

  @AfterEach
  void close() {
    if (arena.scope().isAlive()) arena.close();
  }

  private OffHeap node(long value) {
    var node = OffHeap.allocate(arena, NODE);
    node.set(VALUE, value);
    return node;
  }

  private OffHeap pair(int left) {
    var pair = OffHeap.allocate(arena, PAIR);
    pair.set(LEFT, left);
    return pair;
  }

  private static void refused(String message, Executable act) {
    assertEquals(message, assertThrows(IllegalStateException.class, act).getMessage());
  }

  @Test
  void a_move_takes_the_value_along_and_leaves_nothing() {
    var from = pair(7);

    var to = from.moveTo(arena);

    assertEquals(7, to.get(LEFT));
    assertEquals("nothing: moved away", from.toString());
    refused(
        "cannot use a value that was moved away: use what moveTo answered", () -> from.get(LEFT));
    refused(
        "cannot use a value that was moved away: use what moveTo answered",
        () -> from.set(LEFT, 1));
    refused(
        "cannot move a value that was moved away: use what moveTo answered",
        () -> from.moveTo(arena));
    refused("cannot pin a value that was moved away: use what moveTo answered", from::pin);
  }

  @Test
  void a_moved_value_outlives_the_arena_it_came_from() {
    OffHeap there;
    try (var first = Arena.ofConfined()) {
      var here = OffHeap.allocate(first, PAIR);
      here.set(RIGHT, 5);
      there = here.moveTo(arena);
    }

    assertEquals(5, there.get(RIGHT));
  }

  @Test
  void a_move_that_finds_no_memory_leaves_the_value_where_it_is() {
    var closed = Arena.ofConfined();
    closed.close();
    var here = pair(7);

    refused("Already closed", () -> here.moveTo(closed));

    assertEquals(7, here.get(LEFT));
  }

  @Test
  void a_swap_exchanges_all_fields() {
    var a = pair(1);
    var b = pair(2);
    b.set(RIGHT, 22);

    a.swap(b);

    assertEquals(
        "2 22 1 0", "%d %d %d %d".formatted(a.get(LEFT), a.get(RIGHT), b.get(LEFT), b.get(RIGHT)));
  }

  @Test
  void a_pinned_value_is_neither_moved_nor_swapped_from_either_side() {
    var pinned = node(1);
    var other = node(2);
    pinned.pin();

    refused(
        "cannot move a pinned value: somebody may hold its address", () -> pinned.moveTo(arena));
    refused("cannot swap a pinned value: somebody may hold its address", () -> pinned.swap(other));
    refused("cannot swap a pinned value: somebody may hold its address", () -> other.swap(pinned));
    assertEquals("1 2", pinned.get(VALUE) + " " + other.get(VALUE));
  }

  @Test
  void two_handles_to_one_value_cannot_disagree() {
    var value = pair(1);
    var first = value.pin();
    var second = value.pin();

    first.set(LEFT, 9);
    assertEquals(9, second.get(LEFT));
    second.unpin();

    refused("the value is pinned no more: this handle is void", () -> first.get(LEFT));
    refused("the value is pinned no more: this handle is void", () -> first.address(LEFT));
    assertEquals(9, value.moveTo(arena).get(LEFT));
  }

  @Test
  void a_pinned_value_finds_itself_by_its_own_address() {
    var pinned = node(42).pin();

    pinned.set(SELF, pinned.address(VALUE));
    pinned.set(VALUE, 7L);

    assertEquals(7L, pinned.follow(SELF, VALUE));
  }

  @Test
  void an_address_that_is_not_its_own_is_not_followed() {
    var other = node(42).pin();
    var pinned = node(7).pin();
    var first = pinned.address(VALUE);
    for (var address : new long[] {0, other.address(VALUE), first - 1, first + 9, first + 16}) {
      pinned.set(SELF, address);

      refused(
          "self holds 0x%x, and the value lies from 0x%x to 0x%x"
              .formatted(address, first, first + 16),
          () -> pinned.follow(SELF, VALUE));
    }
  }

  @Test
  void what_may_hold_its_own_address_stays_pinned() {
    var pinned = node(1).pin();
    var nested = OffHeap.allocate(arena, TASK).pin();
    var many = structLayout(MemoryLayout.sequenceLayout(2, ADDRESS).withName("all"));
    var listed = OffHeap.allocate(arena, many).pin();

    for (var handle : new Pinned[] {pinned, nested, nested.project("node"), listed}) {
      refused("cannot unpin a value that holds an address: it might be its own", handle::unpin);
    }
    assertEquals("a pinned value", pinned.toString());
  }

  @Test
  void a_part_is_pinned_as_the_whole_is() {
    var task = OffHeap.allocate(arena, TASK);
    var node = task.pin().project("node");

    node.set(VALUE, 42L);
    node.set(SELF, node.address(VALUE));

    assertEquals(42L, node.follow(SELF, VALUE));
    assertThrows(IllegalStateException.class, () -> task.moveTo(arena));
    assertEquals(
        "state is no struct: read it by a Field",
        assertThrows(IllegalArgumentException.class, () -> task.pin().project("state"))
            .getMessage());
  }

  @Test
  void a_field_of_another_struct_is_refused_everywhere() {
    var value = node(1);
    var pinned = value.pin();

    assertThrows(IllegalArgumentException.class, () -> value.get(LEFT));
    assertThrows(IllegalArgumentException.class, () -> pinned.get(LEFT));
    assertThrows(IllegalArgumentException.class, () -> pinned.set(LEFT, 1));
    assertThrows(IllegalArgumentException.class, () -> pinned.address(LEFT));
    assertThrows(IllegalArgumentException.class, () -> pinned.follow(SELF, LEFT));
    assertThrows(IllegalArgumentException.class, () -> value.swap(pair(1)));
  }

  @Test
  void a_field_knows_its_type_and_its_place() {
    var one =
        structLayout(
            JAVA_BYTE.withName("flag"), MemoryLayout.paddingLayout(3), JAVA_INT.withName("count"));

    assertEquals(4, Field.of(one, "count", Integer.class).offset());
    assertEquals(
        "count is of type Integer, not Long",
        assertThrows(IllegalArgumentException.class, () -> Field.of(one, "count", Long.class))
            .getMessage());
    assertEquals(
        "node is made of several values: project it, and name a field of it",
        assertThrows(IllegalArgumentException.class, () -> Field.of(TASK, "node", Long.class))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> Field.of(one, "nobody", Byte.class));
  }

  @Test
  void the_arena_says_how_long_a_value_lives_and_pinning_does_not() {
    var value = node(1);
    var pinned = value.pin();
    arena.close();

    refused("Already closed", () -> value.get(VALUE));
    refused("Already closed", () -> pinned.get(VALUE));
    refused("Already closed", () -> pinned.follow(SELF, VALUE));
  }

  @Test
  void the_arena_says_which_threads_may_touch_a_value() throws InterruptedException {
    var seen = new AtomicReference<Throwable>();
    try (var confined = Arena.ofConfined()) {
      var pinned = OffHeap.allocate(confined, PAIR).pin();
      var other =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  pinned.get(LEFT);
                } catch (WrongThreadException e) {
                  seen.set(e);
                }
              });
      other.join();
    }

    assertEquals(WrongThreadException.class, seen.get().getClass());
  }

  @Test
  void of_one_who_pins_and_one_who_moves_at_once_one_is_refused() throws Exception {
    for (var round = 0; round < 500; round++) {
      var value = pair(1);
      var both = new CyclicBarrier(2);
      var moved = new AtomicReference<OffHeap>();
      var mover =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  both.await();
                  moved.set(value.moveTo(arena));
                } catch (IllegalStateException pinnedFirst) {
                  // what is asserted below
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              });
      both.await();
      var pinned = true;
      try {
        value.pin();
      } catch (IllegalStateException movedFirst) {
        pinned = false;
      }
      mover.join();

      assertEquals(pinned, moved.get() == null);
    }
  }
}
