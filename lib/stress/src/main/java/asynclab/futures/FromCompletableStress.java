package asynclab.futures;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Another thread's work ends while a task asks for it.
final class FromCompletableStress {
  private FromCompletableStress() {}

  @JCStressTest
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "seen by the poll")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "pending, and woken")
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "both")
  @State
  public static class TheEnd {
    private final CompletableFuture<String> source = new CompletableFuture<>();
    private final Future<String> future = Future.fromCompletable(source);
    private volatile boolean woken;

    public TheEnd() {
      var _ = future.poll(Waker.NONE); // the newest waker is the one that counts
    }

    @Actor
    public void completer() {
      source.complete("page");
    }

    @Actor
    public void task(ZZ_Result seen) {
      seen.r1 = future.poll(() -> woken = true) instanceof Ready;
    }

    @Arbiter
    public void end(ZZ_Result seen) {
      seen.r2 = woken;
    }
  }
}
