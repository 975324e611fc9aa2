package asynclab.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import asynclab.futures.Future;
import asynclab.futures.Ready;
import asynclab.futures.Waker;
import java.util.Optional;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/// What was meant for somebody who gives up comes to the next in line, and whoever waits for what
/// is brought meanwhile sees it or is woken.
final class HandingOnStress {
  private HandingOnStress() {}

  private static boolean isReady(Future<?> future) {
    return future.poll(Waker.NONE) instanceof Ready;
  }

  private static <T> Future<T> waiting(Future<T> future) {
    var _ = future.poll(Waker.NONE);
    return future;
  }

  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "the second has the signal")
  @State
  public static class ASignal {
    private final Notify notify = new Notify();
    private final Future<Void> first = waiting(notify.notified());
    private final Future<Void> second = waiting(notify.notified());

    @Actor
    public void givesUp() {
      first.close();
    }

    @Actor
    public void notifier() {
      notify.notifyOne();
    }

    @Arbiter
    public void end(Z_Result seen) {
      seen.r1 = isReady(second);
    }
  }

  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "the second has the permit")
  @State
  public static class APermit {
    private final Semaphore one = new Semaphore(1);
    private final Semaphore.Permit permit = one.tryAcquire().orElseThrow();
    private final Future<Semaphore.Permit> first = waiting(one.acquire());
    private final Future<Semaphore.Permit> second = waiting(one.acquire());

    @Actor
    public void givesUp() {
      first.close();
    }

    @Actor
    public void holder() {
      permit.close();
    }

    @Arbiter
    public void end(Z_Result seen) {
      seen.r1 = isReady(second);
    }
  }

  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "the message is received")
  @State
  public static class AMessage {
    private final Channel<String> channel = Channel.bounded(1);
    private final Future<Optional<String>> first = waiting(channel.receive());
    private final Future<Optional<String>> second = waiting(channel.receive());

    @Actor
    public void givesUp() {
      first.close();
    }

    @Actor
    public void sender() {
      channel.trySend("page");
    }

    @Arbiter
    public void end(Z_Result seen) {
      seen.r1 = isReady(second);
    }
  }

  @JCStressTest
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "it was there already")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "whoever waits is woken")
  @State
  public static class WaitingAndBringing {
    private final Notify notify = new Notify();
    private final Future<Void> notified = notify.notified();
    private volatile boolean woken;

    @Actor
    public void notifier() {
      notify.notifyOne();
    }

    @Actor
    public void waiter(ZZ_Result seen) {
      seen.r1 = notified.poll(() -> woken = true) instanceof Ready;
    }

    @Arbiter
    public void end(ZZ_Result seen) {
      seen.r2 = woken;
    }
  }
}
