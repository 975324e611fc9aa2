package asynclab.notebook.checks;

import asynclab.notebook.checks.MovedPlace.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `12c.moved`: who is in the table after some have left it.
@Examination
final class MovedPlaceCheck {
  static final Exercise<MovedPlace.Maker> EXERCISE =
      new Exercise<>(
          "12c.moved",
          MovedPlace.Maker.class,
          "MovedPlace.Maker mine = MyTable::new;",
          MovedPlaceCheck.class);

  private static final int MANY = 1000;
  private static final long SEED = 11;

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("nothing here waits for anything");
  }

  @Test
  @Order(1)
  @DisplayName("a b c d in; b out, and the last one fills its place")
  void fills(MovedPlace.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "a d c, each at its place", () -> new World(maker, "abcd").out("b"), MovedPlaceCheck::why);
  }

  @Test
  @Order(2)
  @DisplayName("a b c d in; b out; then d out, which was moved")
  void moved(MovedPlace.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "a c, each at its place", () -> new World(maker, "abcd").out("bd"), MovedPlaceCheck::why);
  }

  @Test
  @Order(3)
  @DisplayName("a b c d in; d out, which is the last; then a out")
  void last(MovedPlace.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "c b, each at its place",
        () -> new World(maker, "abcd").out("da"),
        seen ->
            seen.startsWith("IndexOutOfBounds")
                ? "the last one has left, and was put back into its own place: it fills no hole"
                : why(seen));
  }

  @Test
  @Order(4)
  @DisplayName("a b c in; a out; and out once more")
  void twice(MovedPlace.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "c b, each at its place",
        () -> new World(maker, "abc").out("aa"),
        seen ->
            seen.startsWith("c b") || seen.startsWith("b c")
                ? why(seen)
                : "a had left, and its old place was used again: who lives there now is gone. Who"
                    + " leaves is NOWHERE");
  }

  @Test
  @Order(5)
  @DisplayName("1,000 in, and 900 out in the order of a seed")
  void many(MovedPlace.Maker maker, Trial trial) throws Exception {
    trial.expect(
        "100 left, each at its place, nobody searched",
        () -> many(maker),
        seen ->
            seen.endsWith("nobody searched") || seen.startsWith("Index")
                ? why(seen)
                : "the list was searched, or moved as a whole, for each that leaves: it knows its"
                    + " place, so go there");
  }

  private static String many(MovedPlace.Maker maker) {
    var table = maker.make();
    var all = IntStream.range(0, MANY).mapToObj(i -> new Entry("e" + i)).toList();
    all.forEach(table::add);
    var order = new ArrayList<>(all);
    Collections.shuffle(order, new Random(SEED));
    Entry.comparisons = 0;
    try {
      order.subList(0, 900).forEach(table::remove);
    } catch (IndexOutOfBoundsException e) {
      return "IndexOutOfBoundsException";
    }
    var searched =
        Entry.comparisons > 2 * MANY ? Entry.comparisons + " compared" : "nobody searched";
    var left = List.copyOf(table.entries());
    return "%d left, %s, %s".formatted(left.size(), places(left), searched);
  }

  private static String why(String seen) {
    if (seen.startsWith("IndexOutOfBounds") || seen.contains("wrong place")) {
      return "an entry was moved into the hole and still believes in its old place: who moves it"
          + " has to tell it";
    }
    if (seen.contains("null")) return "the hole is still there: the table only grows";
    return seen.startsWith("a c d")
        ? "all behind it were moved: the last one alone fills the hole"
        : "those who have left are gone, all others are in, each once";
  }

  /// Whether each entry is where it believes to be.
  private static String places(List<Entry> entries) {
    for (var i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      if (entry == null) return "a null among them";
      if (entry.at != i) return entry.name + " in the wrong place";
    }
    return "each at its place";
  }

  /// A learner's table with some letters in it.
  private static final class World {
    private final MovedPlace table;
    private final Map<String, Entry> entries = new HashMap<>();

    World(MovedPlace.Maker maker, String letters) {
      table = maker.make();
      for (var letter : names(letters)) {
        var entry = new Entry(letter);
        entries.put(letter, entry);
        table.add(entry);
      }
    }

    private static List<String> names(String letters) {
      return letters.codePoints().mapToObj(Character::toString).toList();
    }

    /// Who is left, in the order of the table, when these have gone out.
    String out(String letters) {
      for (var letter : names(letters)) {
        try {
          var leaves = entries.get(letter);
          if (leaves != null) table.remove(leaves);
        } catch (IndexOutOfBoundsException e) {
          return "IndexOutOfBoundsException when " + letter + " leaves";
        }
      }
      var left = new ArrayList<>(table.entries());
      var names = left.stream().map(String::valueOf).collect(Collectors.joining(" "));
      return names + ", " + places(left);
    }
  }
}
