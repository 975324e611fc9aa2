package asynclab.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is noted on a failure that was made elsewhere, when those who await it await themselves.
class AwaitTraceTest {
  private final IllegalStateException kept = new IllegalStateException("made elsewhere");

  /// Awaits itself: each turn hands the failure to the one before it, as an await does.
  private void descend(int depth) {
    if (depth > 0) ascend(() -> descend(depth - 1));
    else throw kept;
  }

  private static void ascend(Runnable inner) {
    try {
      inner.run();
    } catch (IllegalStateException failure) {
      AwaitTrace.add(failure);
      throw failure;
    }
  }

  /// What hangs on the failure; on a thread whose stack holds nothing else.
  private List<Throwable> hops(int depth) throws InterruptedException {
    var thread = Thread.ofPlatform().start(() -> outermost(depth));
    thread.join();
    return List.of(kept.getSuppressed());
  }

  private void outermost(int depth) {
    assertThrows(IllegalStateException.class, () -> descend(depth));
  }

  @Test
  void a_recursion_is_noted_once() throws Exception {
    var hops = hops(5);

    assertEquals("[awaited by]", "" + hops);
    var names = Arrays.stream(hops.getFirst().getStackTrace()).map(f -> f.getMethodName()).toList();
    assertTrue(names.contains("outermost"), () -> "" + names);
  }

  @Test
  void a_deep_recursion_says_that_its_middle_is_missing_and_still_names_the_outermost()
      throws Exception {
    var hops = hops(100);

    assertEquals("awaited by (the innermost 32)", "" + hops.getFirst());
    assertTrue(hops.size() < AwaitTrace.HOPS_MAX, () -> "" + hops);
    var all = hops.stream().flatMap(hop -> Arrays.stream(hop.getStackTrace()));
    assertTrue(all.anyMatch(f -> f.getMethodName().equals("outermost")));
  }
}
