package asynclab.notebook;

import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import asynclab.notebook.BlockPicture.Moment;
import java.lang.foreign.Arena;
import java.lang.foreign.StructLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Pictures of blocks: made-up ones where arrows count, and memory that was really read.
class BlockPictureTest {
  private static final StructLayout NODE =
      structLayout(JAVA_LONG.withName("value"), ADDRESS.withName("self"));
  private static final long A = 0x1000_0000;
  private static final long B = 0x2000_0000;

  private static Block block(String name, long address, long value, long self) {
    return new Block(
        name,
        address,
        List.of(new Block.Word("value", value, false), new Block.Word("self", self, true)));
  }

  private static List<String> pointers(Figure figure) {
    return Xml.parse(figure.svg()).all("//*[@class='wake pointer']").stream()
        .map(path -> path.getAttribute("d"))
        .toList();
  }

  @Test
  void words_are_read_from_memory_and_addresses_are_known_by_their_layout() {
    try (var arena = Arena.ofConfined()) {
      var memory = arena.allocate(NODE);
      memory.set(JAVA_LONG, 0, 42);
      memory.set(JAVA_LONG, 8, memory.address());

      assertEquals(
          block("A", memory.address(), 42, memory.address()), Block.read("A", memory, NODE));
    }
  }

  @Test
  void what_is_no_word_is_refused() {
    try (var arena = Arena.ofConfined()) {
      var ints = structLayout(JAVA_INT.withName("half"));
      var memory = arena.allocate(ints);

      assertEquals(
          "i4(half) is no word of eight bytes",
          assertThrows(IllegalArgumentException.class, () -> Block.read("A", memory, ints))
              .getMessage());
    }
  }

  @Test
  void a_picture_says_what_each_address_points_at() {
    var moment =
        Moment.of(
            "copied", block("A", A, 42, A), block("B", B, 7, A + 8), block("C", B + 64, 1, 9));

    assertEquals(
        "Moves. copied: A.value is 42, A.self points at A.value, B.value is 7, B.self points at"
            + " A.self, C.value is 1, C.self points at none of these.",
        BlockPicture.of("Moves", moment).alt());
  }

  @Test
  void an_arrow_ends_at_the_word_that_its_number_names() {
    var copied =
        pointers(BlockPicture.of("", Moment.of("", block("A", A, 1, A), block("B", B, 2, A))));
    var whole =
        pointers(BlockPicture.of("", Moment.of("", block("A", A, 1, A), block("B", B, 2, B))));

    assertEquals(2, copied.size());
    assertEquals(copied.getFirst(), whole.getFirst());
    assertEquals(end(copied.getFirst()), end(copied.getLast()));
    assertTrue(end(whole.getLast()) > end(whole.getFirst()), whole.toString());
  }

  @Test
  void the_first_byte_behind_a_block_is_outside_of_it() {
    var moment = Moment.of("", block("A", A, 1, A + 15), block("B", B, 2, A + 16));

    assertEquals("A.self", moment.target(A + 15));
    assertEquals("none of these", moment.target(A + 16));
    assertEquals("none of these", moment.target(A - 1));
    assertEquals("nothing", moment.target(0));
  }

  @Test
  void an_address_that_is_not_there_yet_has_no_arrow_and_a_lost_one_is_broken() {
    var none = BlockPicture.of("", Moment.of("", block("A", A, 1, 0)));
    var lost = BlockPicture.of("", Moment.of("", block("A", A, 1, B)));

    assertEquals(0, pointers(none).size());
    assertEquals(
        "gone", Xml.parse(lost.svg()).text("//*[@stroke-dasharray]/following-sibling::*[1]"));
  }

  @Test
  void one_to_three_moments_stand_side_by_side() {
    var moment = Moment.of("", block("A", A, 1, A));

    assertThrows(IllegalArgumentException.class, () -> BlockPicture.of(""));
    assertThrows(
        IllegalArgumentException.class, () -> BlockPicture.of("", moment, moment, moment, moment));
    assertEquals(
        3,
        Xml.parse(BlockPicture.of("", moment, moment, moment).svg())
            .all("//*[@class='moment']")
            .size());
  }

  /// Where an arrow's way turns back: `M x y H x V y H x`.
  private static double end(String path) {
    return Double.parseDouble(path.replaceFirst(".* V (\\S+) H .*", "$1"));
  }
}
