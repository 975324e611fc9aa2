package asynclab.notebook;

import asynclab.syscalls.Sched;
import asynclab.syscalls.SyscallException;
import java.util.BitSet;

/// The processors that the calling thread may use, and a way to do with fewer for a while.
///
/// ```java
/// try (var one = Cpus.bind(1)) {
///   …                                // this thread, and those started here, share one processor
/// }
/// ```
public final class Cpus implements AutoCloseable {
  private final BitSet before;
  private final BitSet bound;

  private Cpus(BitSet before, BitSet bound) {
    this.before = before;
    this.bound = bound;
  }

  /// How many processors the calling thread may use.
  public static int allowed() throws SyscallException {
    return Sched.getaffinity(0).cardinality();
  }

  /// Binds the calling thread to the last `count` of its processors, and every thread that it
  /// starts from now on, until this is closed, by the same thread.
  public static Cpus bind(int count) throws SyscallException {
    var before = Sched.getaffinity(0);
    if (count < 1 || count > before.cardinality()) {
      throw new IllegalArgumentException(
          "this thread may use 1 to %d processors, not %d".formatted(before.cardinality(), count));
    }
    var bound = (BitSet) before.clone();
    while (bound.cardinality() > count) bound.clear(bound.nextSetBit(0));
    Sched.setaffinity(0, bound);
    return new Cpus(before, bound);
  }

  /// Lets the thread run where it might before.
  @Override
  public void close() throws SyscallException {
    Sched.setaffinity(0, before);
  }

  @Override
  public String toString() {
    return "bound to processors " + bound;
  }
}
