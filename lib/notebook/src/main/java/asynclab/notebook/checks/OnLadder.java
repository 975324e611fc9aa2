package asynclab.notebook.checks;

import asynclab.notebook.ladder.FiveRequests;
import asynclab.notebook.ladder.Ladder;
import asynclab.notebook.ladder.LadderRuntime;
import asynclab.notebook.ladder.Rung;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The two trials that each rung of the ladder ends with: a learner's part among all others, on
/// real sockets and in simulations.
final class OnLadder {
  private static final int SEEDS = 50;

  private OnLadder() {}

  /// The five requests in all sixteen runtimes that have this part, and on each other rung either
  /// the ladder's part or the library's.
  static void mixes(Trial trial, Rung rung, Object maker) throws Exception {
    var mixes = // reads and compiles, so before the answer is waited for
        Ladder.here().with(rung, maker).mixes().stream()
            .filter(mix -> mix.yours().contains(rung))
            .toList();
    var current = new AtomicReference<@Nullable LadderRuntime>();
    trial.closeIfItHangs(() -> takeAway(current.get()));
    trial.expect(
        mixes.size() + " of " + mixes.size(),
        () -> {
          for (var mix : mixes) {
            var said = said(mix, current::set);
            if (!said.equals(FiveRequests.ANSWERS)) return said + ", with " + mix;
          }
          return mixes.size() + " of " + mixes.size();
        },
        _ -> "alone it did as the rows above say; the mix names what it stood beside");
  }

  private static void takeAway(@Nullable LadderRuntime runtime) throws IOException {
    if (runtime != null) runtime.takeAway();
  }

  private static String said(Ladder mix, Consumer<LadderRuntime> opened)
      throws InterruptedException {
    try {
      return FiveRequests.on(mix, opened);
    } catch (IOException | RuntimeException failure) {
      return failure.toString();
    }
  }

  /// The five requests with the library's other parts, in fifty simulations.
  static void seeds(Trial trial, Rung rung, Object maker) throws Exception {
    var ladder = Ladder.ofLibrary().with(rung, maker);
    trial.expect(
        SEEDS + " of " + SEEDS + " seeds",
        () -> FiveRequests.seeds(SEEDS, ladder),
        seen ->
            seen.contains("deadlock")
                ? "all sleep, and nobody will wake any of them: a call was lost, or never made"
                : seen.contains("no end")
                    ? "it looks again and again, and no time passes: wait for what comes first"
                    : "the seed says in which order things happened; it is the same again each time");
  }
}
