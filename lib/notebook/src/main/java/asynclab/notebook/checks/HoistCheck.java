package asynclab.notebook.checks;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `09.hoist`: moves the state of a coroutine while it waits. States are arrays of Java's
/// heap, so that a slice of the old one is wrong and not deadly.
@Examination
final class HoistCheck {
  static final Exercise<Hoist> EXERCISE =
      new Exercise<>("09.hoist", Hoist.class, "Hoist mine = MyLine::new;", HoistCheck.class);

  private static final int BYTES = 16;
  private static final String STAYS =
      "what came after the move is not in the new place: you still write into the old one";

  /// A learner's coroutine and where its state lies.
  private static final class Moving {
    private MemorySegment state = fresh();
    private final Hoist.Line line;

    Moving(Hoist mine) {
      line = mine.begin(state);
    }

    Moving take(String text) {
      for (var next : text.toCharArray()) line.take((byte) next);
      return this;
    }

    /// Copies the state, gives the old place to somebody who fills it with `!`, and says so.
    Moving move() {
      var old = state;
      state = fresh().copyFrom(old);
      old.asSlice(0, BYTES - 1).fill((byte) '!'); // the last byte ends a text still
      line.movedTo(state);
      return this;
    }

    String text() {
      return line.text();
    }

    private static MemorySegment fresh() {
      return MemorySegment.ofArray(new byte[BYTES]);
    }
  }

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("take(…) writes one byte, and has nothing to wait for");
  }

  @Test
  @Order(1)
  @DisplayName("\"abcd\", and no move")
  void stays(Hoist mine, Trial trial) throws Exception {
    trial.expect(
        "abcd",
        () -> new Moving(mine).take("abcd").text(),
        seen -> "each byte goes behind the one before, and the text is what was read");
  }

  @Test
  @Order(2)
  @DisplayName("moved before the first byte, then \"ab\"")
  void early(Hoist mine, Trial trial) throws Exception {
    trial.expect("ab", () -> new Moving(mine).move().take("ab").text(), HoistCheck::why);
  }

  @Test
  @Order(3)
  @DisplayName("\"ab\", moved, then \"cd\"")
  void moves(Hoist mine, Trial trial) throws Exception {
    trial.expect(
        "abcd", () -> new Moving(mine).take("ab").move().take("cd").text(), HoistCheck::why);
  }

  @Test
  @Order(4)
  @DisplayName("\"a\", moved, \"b\", moved, then \"c\"")
  void movesAgain(Hoist mine, Trial trial) throws Exception {
    trial.expect(
        "abc",
        () -> new Moving(mine).take("a").move().take("b").move().take("c").text(),
        HoistCheck::why);
  }

  private static String why(String seen) {
    if (seen.contains("!")) {
      return "the old place is somebody else's by now, and ! is theirs: do not read it";
    }
    if (seen.startsWith("c")) {
      return "it began at the first byte again: how far it was has to be kept, as a number";
    }
    return STAYS;
  }
}
