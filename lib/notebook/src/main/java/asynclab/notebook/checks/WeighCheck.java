package asynclab.notebook.checks;

import java.lang.ref.Reference;
import java.util.function.Function;
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
          "07b.weigh",
          Scales.class,
          "Scales mine = (count, maker, heap) -> bytes;",
          WeighCheck.class);

  private static final int COUNT = 1000;
  private static final int WEIGHT = 2000;

  @BeforeAll
  static void hangs(Trial trial) {
    trial.ifItHangs("a collection takes a moment, but it ends: what does bytes(…) wait for?");
  }

  @Test
  @Order(1)
  @DisplayName("1,000 objects of 2,000 bytes")
  void plain(Scales mine, Trial trial) throws Exception {
    trial.expect(
        "2000",
        () -> weighed(mine, heap -> () -> heap.make(WEIGHT)),
        seen ->
            switch (seen) {
              case "0" ->
                  "nobody holds the objects, so the collector takes them before they are weighed";
              case "2000000" -> "that is all of them together: divide by their number";
              default -> "each of them weighs the same: weigh as many as you divide by";
            });
  }

  @Test
  @Order(2)
  @DisplayName("each maker's call leaves 8,000 bytes of garbage")
  void garbage(Scales mine, Trial trial) throws Exception {
    trial.expect(
        "2000",
        () -> weighed(mine, Wasteful::new),
        _ -> "garbage was weighed as well: let the collector run before you read the scales");
  }

  @Test
  @Order(3)
  @DisplayName("the first call makes 2,000,000 bytes that all of them share")
  void shared(Scales mine, Trial trial) throws Exception {
    trial.expect(
        "2000",
        () -> weighed(mine, Sharing::new),
        _ -> "what is made once for all was weighed: have one made before you begin");
  }

  private static long weighed(Scales mine, Function<WeighedHeap, Supplier<?>> makers) {
    var heap = new WeighedHeap();
    var maker = makers.apply(heap);
    try {
      return mine.bytes(COUNT, maker, heap);
    } finally {
      Reference.reachabilityFence(maker); // what it shares is no garbage while it can be called
    }
  }

  private record Wasteful(WeighedHeap heap) implements Supplier<byte[]> {
    @Override
    public byte[] get() {
      var _ = heap.make(4 * WEIGHT);
      return heap.make(WEIGHT);
    }
  }

  private static final class Sharing implements Supplier<byte[]> {
    private final WeighedHeap heap;
    private byte @Nullable [] shared;

    Sharing(WeighedHeap heap) {
      this.heap = heap;
    }

    @Override
    public byte[] get() {
      if (shared == null) shared = heap.make(COUNT * WEIGHT);
      return heap.make(WEIGHT);
    }
  }
}
