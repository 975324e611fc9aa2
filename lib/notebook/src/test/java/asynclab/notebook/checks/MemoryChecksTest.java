package asynclab.notebook.checks;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The checks of chapter 9: what passes, and what each wrong idea is told.
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is left behind is looked up in /proc")
class MemoryChecksTest {
  /// A box with the faults that it is made with.
  private static class MyBox implements PinIt.Box {
    private final MemorySegment bytes;
    private boolean pinned;

    MyBox(Arena arena, long value) {
      bytes = arena.allocate(JAVA_LONG);
      bytes.set(JAVA_LONG, 0, value);
    }

    @Override
    public long get() {
      return bytes.get(JAVA_LONG, 0);
    }

    @Override
    public void set(long value) {
      bytes.set(JAVA_LONG, 0, value);
    }

    @Override
    public PinIt.Box another() {
      return this;
    }

    @Override
    public void pin() {
      pinned = true;
    }

    void movable() {
      if (pinned) throw new IllegalStateException("it is pinned");
    }

    @Override
    public PinIt.Box moveTo(Arena arena) {
      movable();
      return new MyBox(arena, get());
    }

    @Override
    public void swap(PinIt.Box other) {
      movable();
      ((MyBox) other).movable();
      var kept = get();
      set(other.get());
      other.set(kept);
    }
  }

  /// One whose handle is a record: its part is open to all.
  private static final class OpenBox extends MyBox {
    private final Arena arena;

    OpenBox(Arena arena, long value) {
      super(arena, value);
      this.arena = arena;
    }

    public MemorySegment bytes() {
      return arena.allocate(JAVA_LONG);
    }
  }

  /// A line that keeps an index, or what a wrong idea keeps.
  private static final class MyLine implements Hoist.Line {
    private MemorySegment state;
    private int read;
    private final boolean again;

    MyLine(MemorySegment state, boolean again) {
      this.state = state;
      this.again = again;
    }

    @Override
    public void take(byte next) {
      state.set(JAVA_BYTE, read++, next);
    }

    @Override
    public void movedTo(MemorySegment state) {
      this.state = state;
      if (again) read = 0;
    }

    @Override
    public String text() {
      return state.getString(0);
    }
  }

  @Test
  void a_box_that_refuses_passes() throws IOException {
    PinIt mine = MyBox::new;

    assertEquals("ok: 09.pinned, 7 of 7 as expected", head(Answers.to("09.pinned", mine)));
  }

  @Test
  void bytes_that_are_given_out_are_told() throws IOException {
    PinIt mine = OpenBox::new;

    assertTold("copied through bytes()", Answers.to("09.pinned", mine));
  }

  @Test
  void a_swap_that_asks_one_side_is_told() throws IOException {
    PinIt mine =
        (arena, value) ->
            new MyBox(arena, value) {
              @Override
              public void swap(PinIt.Box other) {
                movable();
                var kept = get();
                set(other.get());
                other.set(kept);
              }
            };

    assertTold("refused and done, 2 and 1", Answers.to("09.pinned", mine));
  }

  @Test
  void an_index_outlives_a_move_and_a_first_byte_does_not() throws IOException {
    Hoist right = state -> new MyLine(state, false);
    Hoist wrong = state -> new MyLine(state, true);

    assertEquals("ok: 09.hoist, 4 of 4 as expected", head(Answers.to("09.hoist", right)));
    assertTold("it began at the first byte again", Answers.to("09.hoist", wrong));
  }

  @Test
  void a_distance_outlives_a_copy() throws IOException {
    Relative mine =
        () ->
            """
            import static java.lang.foreign.ValueLayout.JAVA_LONG;
            void point(MemorySegment block, long at, long target) {
              block.set(JAVA_LONG, at, target);
            }
            long follow(MemorySegment block, long at) {
              return block.get(JAVA_LONG, block.get(JAVA_LONG, at));
            }
            """;

    assertEquals("ok: 09.relative, 4 of 4 as expected", head(Answers.to("09.relative", mine)));
  }

  @Test
  void a_child_that_dies_is_told_and_no_row_is_missing() throws IOException {
    Relative mine =
        () ->
            """
            void point(MemorySegment block, long at, long target) {}
            long follow(MemorySegment block, long at) {
              return MemorySegment.ofAddress(16).reinterpret(8).get(ValueLayout.JAVA_LONG, 0);
            }
            """;

    var answer = Answers.to("09.relative", mine);

    assertTold("the child died: SIGSEGV", answer);
    assertTold("4 of 4", answer);
  }

  @Test
  void a_line_that_is_not_sorted_is_told_the_places_and_not_its_own() throws IOException {
    WhichPin mine = () -> "the collector leaves a pinned array where it is: ?";

    var answer = Answers.to("09.pins", mine);

    assertTold("one of value, carrier, cpu", answer);
    assertTold("not sorted yet", answer);
    assertTold("its own words, a colon, and its place make a line", answer);
  }

  private static String head(String answer) {
    return answer.lines().findFirst().orElse("");
  }

  private static void assertTold(String words, String answer) {
    assertTrue(answer.replaceAll("\\s+", " ").contains(words), answer);
  }
}
