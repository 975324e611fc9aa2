package asynclab.simulation;

import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Every choice of a run, out of one seed. `java.util.Random` is specified to the bit, so a seed
/// means the same on every JVM.
final class Chance {
  private final Random random;

  Chance(long seed) {
    random = new Random(seed);
  }

  /// From 0 to `bound` - 1.
  int below(int bound) {
    return random.nextInt(bound);
  }

  long between(long least, long most) {
    return least + (long) (random.nextDouble() * (most - least + 1));
  }

  /// Every order is as likely as any other.
  void shuffle(List<?> list) {
    for (var i = list.size() - 1; i > 0; i--) Collections.swap(list, i, below(i + 1));
  }

  /// @param share 0 is never, 1 always
  boolean happens(double share) {
    return random.nextDouble() < share;
  }
}
