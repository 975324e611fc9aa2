package asynclab.notebook.checks;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `09.pinned`: tries to move what must stay, by every way there is.
@Examination
final class PinItCheck {
  static final Exercise<PinIt> EXERCISE =
      new Exercise<>("09.pinned", PinIt.class, "PinIt mine = MyBox::new;", PinItCheck.class);

  private static final String REFUSED = "refused";

  private final Arena arena = Arena.ofShared();

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("a few bytes are copied, and nobody has to be waited for");
  }

  @AfterAll
  void close() {
    arena.close();
  }

  @Test
  @Order(1)
  @DisplayName("42, moved, its first arena closed")
  void moves(PinIt mine, Trial trial) throws Exception {
    trial.expect(
        "42",
        () -> {
          PinIt.Box there;
          try (var first = Arena.ofConfined()) {
            there = mine.box(first, 42).moveTo(arena);
          }
          return there.get();
        },
        seen -> "what is not pinned may be moved: its bytes go into the other arena's memory");
  }

  @Test
  @Order(2)
  @DisplayName("1 and 2, swapped")
  void swaps(PinIt mine, Trial trial) throws Exception {
    trial.expect(
        "2 and 1",
        () -> {
          var one = mine.box(arena, 1);
          var two = mine.box(arena, 2);
          one.swap(two);
          return one.get() + " and " + two.get();
        },
        seen -> "what is not pinned may be swapped: keep one of the two while you copy");
  }

  @Test
  @Order(3)
  @DisplayName("pinned, then set to 7")
  void fields(PinIt mine, Trial trial) throws Exception {
    trial.expect(
        "done, 7",
        () -> {
          var box = mine.box(arena, 42);
          box.pin();
          return refusal(() -> box.set(7)) + ", " + box.another().get();
        },
        seen -> "a pinned value stays; what it holds may be read and changed as before");
  }

  @Test
  @Order(4)
  @DisplayName("pinned, then moved")
  void stays(PinIt mine, Trial trial) throws Exception {
    trial.expect(
        REFUSED,
        () -> {
          var box = mine.box(arena, 42);
          box.pin();
          return refusal(() -> box.moveTo(arena));
        },
        seen -> "it was moved: moveTo throws IllegalStateException when the value is pinned");
  }

  @Test
  @Order(5)
  @DisplayName("pinned by one handle, moved by another")
  void handles(PinIt mine, Trial trial) throws Exception {
    trial.expect(
        REFUSED,
        () -> {
          var box = mine.box(arena, 42);
          var other = box.another();
          box.pin();
          return refusal(() -> other.moveTo(arena));
        },
        seen ->
            "the other handle knows nothing of the pin: it belongs to the value, not to a handle");
  }

  @Test
  @Order(6)
  @DisplayName("swapped with a pinned one, from either side")
  void swapsNothing(PinIt mine, Trial trial) throws Exception {
    trial.expect(
        "refused and refused, 1 and 2",
        () -> {
          var one = mine.box(arena, 1);
          var two = mine.box(arena, 2);
          one.pin();
          var mineFirst = refusal(() -> one.swap(two));
          var other = refusal(() -> two.swap(one));
          return "%s and %s, %d and %d".formatted(mineFirst, other, one.get(), two.get());
        },
        seen -> "a swap moves both: ask both whether they are pinned, before a byte is copied");
  }

  @Test
  @Order(7)
  @DisplayName("bytes that somebody else can copy")
  void keepsItsBytes(PinIt mine, Trial trial) throws Exception {
    trial.expect(
        "none",
        () -> leak(mine.box(arena, 42)),
        seen -> "whoever holds the segment copies the value, pinned or not: give it to nobody");
  }

  private static String refusal(Runnable act) {
    try {
      act.run();
      return "done";
    } catch (IllegalStateException pinned) {
      return REFUSED;
    }
  }

  /// A method or a field, not private, that hands the bytes out. A record has one for each part.
  private static String leak(PinIt.Box box) throws Exception {
    var methods =
        Stream.of(box.getClass().getDeclaredMethods())
            .filter(it -> it.getReturnType() == MemorySegment.class)
            .filter(it -> !Modifier.isPrivate(it.getModifiers()))
            .map(it -> it.getName() + "()");
    var fields =
        Stream.of(box.getClass().getDeclaredFields())
            .filter(it -> it.getType() == MemorySegment.class)
            .filter(it -> !Modifier.isPrivate(it.getModifiers()))
            .map(it -> it.getName());
    return Stream.concat(methods, fields)
        .findFirst()
        .map(it -> "copied through " + it)
        .orElse("none");
  }
}
