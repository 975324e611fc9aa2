package asynclab.notebook.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Scales for what stays on the heap: what passes, and what each wrong idea is told.
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is left behind is looked up in /proc")
class WeighCheckTest {
  /// A way to weigh: right but for what is switched off.
  private record Way(boolean warm, boolean holds, boolean collects) {
    long sum(int count, Supplier<?> maker, Heap heap) {
      var held = new ArrayList<Object>(count);
      if (warm) held.add(maker.get());
      var before = read(heap);
      for (var i = 0; i < count; i++) {
        var made = maker.get();
        if (holds) held.add(made);
      }
      var bytes = read(heap) - before;
      Reference.reachabilityFence(held);
      return bytes;
    }

    private long read(Heap heap) {
      if (collects) heap.collect();
      return heap.used();
    }

    Scales scales() {
      return (count, maker, heap) -> sum(count, maker, heap) / count;
    }
  }

  private static final Way RIGHT = new Way(true, true, true);

  @Test
  void a_warm_maker_held_objects_and_a_collection_pass() throws IOException {
    var answer = to(RIGHT.scales());

    assertEquals("ok: 07b.weigh, 3 of 3 as expected", answer.lines().findFirst().orElse(""));
  }

  @Test
  void what_the_first_call_makes_is_told() throws IOException {
    assertTold("what is made once for all was weighed", to(new Way(false, true, true).scales()));
  }

  @Test
  void garbage_is_told() throws IOException {
    assertTold("garbage was weighed as well", to(new Way(true, true, false).scales()));
  }

  @Test
  void objects_that_nobody_holds_are_told() throws IOException {
    assertTold("nobody holds the objects", to(new Way(true, false, true).scales()));
  }

  @Test
  void the_sum_is_told() throws IOException {
    assertTold("divide by their number", to(RIGHT::sum));
  }

  @Test
  void the_heap_of_others_is_not_weighed() throws Exception {
    var stop = new Object[1];
    var neighbour = Thread.ofPlatform().daemon().start(() -> litter(stop));
    try {
      var answer = to(RIGHT.scales());

      assertTrue(answer.startsWith("ok: "), answer);
    } finally {
      neighbour.interrupt();
      neighbour.join();
    }
  }

  private static void litter(Object[] last) {
    while (!Thread.interrupted()) last[0] = new byte[1_000_000];
  }

  private static void assertTold(String reply, String answer) {
    assertTrue(answer.startsWith("not yet"), answer);
    assertTrue(answer.contains(reply), answer);
  }

  private static String to(Scales mine) throws IOException {
    return Answers.to("07b.weigh", mine);
  }
}
