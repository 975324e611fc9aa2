package asynclab.notebook;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.Reference;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// What this process is said to hold.
class MemoryTest {
  private static final int KEPT = 40 * 1024 * 1024;
  private static final int NOISE = 4 * 1024 * 1024;

  @Test
  void what_is_kept_is_on_the_heap_and_little_else() throws IOException {
    var before = Memory.now().heap();
    var kept = new ArrayList<byte[]>();
    for (var i = 0; i < 40; i++) kept.add(new byte[KEPT / 40]);

    var more = Memory.now().heap() - before;

    Reference.reachabilityFence(kept);
    assertTrue(Math.abs(more - KEPT) < NOISE, () -> "%,d bytes more".formatted(more));
  }
}
