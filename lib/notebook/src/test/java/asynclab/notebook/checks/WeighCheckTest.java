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
  private static long used(boolean collected) {
    if (collected) System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static long weigh(int count, Supplier<?> maker, boolean warm, boolean collected) {
    var held = new ArrayList<Object>(count);
    if (warm) held.add(maker.get());
    var before = used(true);
    for (var i = 0; i < count; i++) held.add(maker.get());
    var bytes = used(collected) - before;
    Reference.reachabilityFence(held);
    Reference.reachabilityFence(maker);
    return bytes / count;
  }

  @Test
  void a_warm_maker_held_objects_and_a_collection_pass() throws IOException {
    var answer = to((count, maker) -> weigh(count, maker, true, true));

    assertEquals("ok: 07b.weigh, 3 of 3 as expected", answer.lines().findFirst().orElse(""));
  }

  @Test
  void what_the_first_call_makes_is_told() throws IOException {
    assertTold(
        "what is made once for all was weighed",
        to((count, maker) -> weigh(count, maker, false, true)));
  }

  @Test
  void garbage_is_told() throws IOException {
    assertTold(
        "garbage was weighed as well",
        to((count, maker) -> {
          var clean = weigh(count, maker, true, true);
          var allocated = maker.getClass().getSimpleName().equals("Wasteful") ? 5 * clean : clean;
          return allocated; // as when nobody collects before reading
        }));
  }

  @Test
  void objects_that_nobody_holds_are_told() throws IOException {
    assertTold(
        "nobody holds the objects",
        to((count, maker) -> {
          var before = used(true);
          for (var i = 0; i < count; i++) maker.get();
          return (used(true) - before) / count;
        }));
  }

  @Test
  void the_sum_is_told() throws IOException {
    assertTold(
        "divide by their number", to((count, maker) -> count * weigh(count, maker, true, true)));
  }

  private static void assertTold(String reply, String answer) {
    assertTrue(answer.startsWith("not yet"), answer);
    assertTrue(answer.contains(reply), answer);
  }

  private static String to(Scales mine) throws IOException {
    return Answers.to("07b.weigh", mine);
  }
}
