package asynclab.notebook.ladder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Every mix of our pages, which stand for a learner's parts, and the library's parts.
class LadderTest {
  private static final Path STAGES = Path.of("../../notebooks/stages");
  private static final int SEEDS = 20;

  private static Ladder ours() {
    return Ladder.of(new OwnParts(Optional.empty(), STAGES));
  }

  @Test
  void our_pages_stand_on_every_rung() {
    var ladder = ours();

    assertEquals(List.of(), ladder.remarks());
    assertEquals(
        "poller: ours, a page, waker: ours, a page, reactor: ours, a page, executor: ours, a page,"
            + " scheduler: ours, a page",
        ladder.toString());
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "our poller is epoll")
  void all_32_mixes_run_the_five_requests() throws Exception {
    for (var mix : ours().mixes()) {
      assertEquals(FiveRequests.ANSWERS, FiveRequests.on(mix), mix.toString());
    }
  }

  @Test
  void all_mixes_run_them_in_the_simulation_of_every_seed() throws Exception {
    for (var mix : ours().mixes()) {
      assertEquals(
          SEEDS + " of " + SEEDS + " seeds", FiveRequests.seeds(SEEDS, mix), mix.toString());
    }
  }
}
