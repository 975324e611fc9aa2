package asynclab.notebook.checks;

import java.util.function.Supplier;

/// The exercise `07b.weigh`: what an object keeps on the heap, weighed by the collector.
@FunctionalInterface
public interface Scales {
  /// The bytes that stay on `heap` for each of `count` objects that `maker` makes there, while all
  /// of them are held: what it makes and drops does not count, and neither does what its first call
  /// makes for all.
  long bytes(int count, Supplier<?> maker, Heap heap);
}
