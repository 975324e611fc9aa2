package asynclab.executor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/// The owner of a [RingQueue] and a thief: each element comes to one of them, whole.
final class RingQueueStress {
  private RingQueueStress() {}

  private static int id(@Nullable Integer element) {
    return element == null ? 0 : element;
  }

  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the owner has it")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the thief has it")
  @State
  public static class TheLastElement {
    private final RingQueue<Integer> queue = new RingQueue<>();
    private final RingQueue<Integer> loot = new RingQueue<>();

    public TheLastElement() {
      queue.push(1);
    }

    @Actor
    public void owner(II_Result seen) {
      seen.r1 = id(queue.pop());
    }

    @Actor
    public void thief(II_Result seen) {
      seen.r2 = id(queue.stealInto(loot));
    }
  }

  /// Elements 1, 2, 4 and 8, so that the sum of all that were found says which were not, or twice.
  @JCStressTest
  @Outcome(id = "15", expect = ACCEPTABLE, desc = "each of them once")
  @State
  public static class ManyElements {
    private final RingQueue<Integer> queue = new RingQueue<>();
    private final RingQueue<Integer> loot = new RingQueue<>();
    private int owners;
    private int thiefs;

    public ManyElements() {
      queue.push(1);
      queue.push(2);
    }

    @Actor
    public void owner() {
      queue.push(4);
      owners += id(queue.pop());
      queue.push(8);
      owners += id(queue.pop());
    }

    @Actor
    public void thief() {
      thiefs += id(queue.stealInto(loot));
      thiefs += id(loot.pop());
    }

    @Arbiter
    public void rest(I_Result seen) {
      seen.r1 = owners + thiefs;
      for (var left = queue.pop(); left != null; left = queue.pop()) seen.r1 += left;
      for (var left = loot.pop(); left != null; left = loot.pop()) seen.r1 += left;
    }
  }

  /// The owner writes into the very places that the thief has just taken elements from. All are
  /// different, as tasks are: none is in two places.
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "nothing is missing")
  @State
  public static class AFullRing {
    private static final int TRIES = 200;

    private final RingQueue<Integer> queue = new RingQueue<>();
    private final RingQueue<Integer> loot = new RingQueue<>();
    private int pushed;
    private int found;

    public AFullRing() {
      while (queue.push(pushed)) pushed++;
    }

    @Actor
    public void owner() {
      for (var i = 0; i < TRIES; i++) if (queue.push(pushed)) pushed++;
    }

    @Actor
    public void thief() {
      if (queue.stealInto(loot) != null) found++;
    }

    @Arbiter
    public void rest(I_Result seen) {
      for (var left = queue.size(); left > 0; left--) if (queue.pop() != null) found++;
      for (var left = loot.size(); left > 0; left--) if (loot.pop() != null) found++;
      seen.r1 = pushed - found;
    }
  }
}
