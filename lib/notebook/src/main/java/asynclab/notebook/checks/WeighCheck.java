package asynclab.notebook.checks;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The check `07b.weigh`: objects of a known weight, made in ways that fool bad scales.
@Examination
final class WeighCheck {
  static final Exercise<Scales> EXERCISE =
      new Exercise<>(
          "07b.weigh", Scales.class, "Scales mine = (count, maker) -> bytes;", WeighCheck.class);

  private static final int COUNT = 4000;
  private static final int WEIGHT = 2000;

  /// A heap is never quite still; a wrong idea is off by half of the weight at least.
  private static final int TOLERANCE = WEIGHT / 5;

  private static final int ONCE = COUNT * WEIGHT;

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("a collection takes a moment, but it ends: what does bytes(…) wait for?");
  }

  @Test
  @Order(1)
  @DisplayName("4,000 objects of 2,000 bytes")
  void plain(Scales mine, Trial trial) throws Exception {
    trial.expect(
        "about 2000",
        () -> weighed(mine, () -> () -> new byte[WEIGHT]),
        seen ->
            about(seen, WEIGHT * COUNT)
                ? "that is all of them together: divide by their number"
                : "nobody holds the objects, so the collector takes them before they are weighed");
  }

  @Test
  @Order(2)
  @DisplayName("each maker's call leaves 8,000 bytes of garbage")
  void garbage(Scales mine, Trial trial) throws Exception {
    trial.expect(
        "about 2000",
        () -> weighed(mine, Wasteful::new),
        seen -> "garbage was weighed as well: let the collector run before you read the scales");
  }

  @Test
  @Order(3)
  @DisplayName("the first call makes 8,000,000 bytes that all of them share")
  void shared(Scales mine, Trial trial) throws Exception {
    trial.expect(
        "about 2000",
        () -> weighed(mine, Sharing::new),
        seen -> "what is made once for all was weighed: have one made before you begin");
  }

  /// Others use the heap too, and their garbage may go while the learner weighs: so bad luck may be
  /// had once, each time with a maker that has made nothing yet.
  private static String weighed(Scales mine, Supplier<Supplier<?>> makers) {
    var bytes = 0L;
    for (var tries = 0; tries < 2; tries++) {
      bytes = mine.bytes(COUNT, makers.get());
      if (Math.abs(bytes - WEIGHT) <= TOLERANCE) return "about " + WEIGHT;
    }
    return Long.toString(bytes);
  }

  private static boolean about(String seen, long bytes) {
    return Math.abs(Long.parseLong(seen) - bytes) <= bytes / 5;
  }

  private static final class Wasteful implements Supplier<byte[]> {
    @SuppressWarnings("UnusedVariable") // so that it is really made
    private byte @Nullable [] dropped;

    @Override
    public byte[] get() {
      dropped = new byte[4 * WEIGHT];
      dropped = null;
      return new byte[WEIGHT];
    }
  }

  private static final class Sharing implements Supplier<byte[]> {
    private byte @Nullable [] shared;

    @Override
    public byte[] get() {
      if (shared == null) shared = new byte[ONCE];
      return new byte[WEIGHT];
    }
  }
}
