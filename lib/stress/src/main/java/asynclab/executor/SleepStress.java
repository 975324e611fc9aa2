package asynclab.executor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import asynclab.futures.Future;
import asynclab.poll.Events;
import asynclab.poll.Interest;
import asynclab.poll.Poll;
import asynclab.poll.Poller;
import asynclab.trace.Observer;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/// Somebody goes to sleep while another brings what would have woken it.
final class SleepStress {
  private SleepStress() {}

  private static PollReactor over(Poller poller) {
    return PollReactor.over(poller, Observer.NONE, () -> 0);
  }

  private static WorkStealing unstarted(Poller poller) {
    return new WorkStealing(1, over(poller), Observer.NONE);
  }

  /// Two writes and two readings across, as in Dekker's algorithm: [Idle] says why. Filling the
  /// queue is no fence, so this is where that of the caller shows.
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "it saw the work, and was called too")
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "it saw the work")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "it was called")
  @State
  public static class AFence {
    private final RingQueue<Integer> queue = new RingQueue<>();
    private final Idle idle = new Idle(1);
    private final Worker worker = unstarted(new Recording()).workers.getFirst();

    public AFence() {
      idle.losesReactor(); // so it is parked, and calling it calls no kernel
    }

    @Actor
    public void caller() {
      queue.push(1);
      idle.callOne();
    }

    @Actor
    public void sleeper(ZZ_Result seen) {
      idle.sleeps(worker, false);
      seen.r1 = queue.size() > 0;
    }

    @Arbiter
    public void end(ZZ_Result seen) {
      seen.r2 = worker.called;
    }
  }

  /// The whole way of a worker to its sleep, and of a task to a worker.
  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "it saw the task, or was called")
  @State
  public static class AWorker {
    private final Recording poller = new Recording();
    private final WorkStealing runtime = unstarted(poller);

    @Actor
    public void spawner() {
      runtime.spawn(Future.done());
      poller.othersAreDone = true;
    }

    @Actor
    public void worker(Z_Result seen) {
      seen.r1 = poller.reaches(() -> runtime.workers.getFirst().sleep());
    }
  }

  /// One thread begins to sleep for a while, another begins to wait in the reactor without end.
  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "the wait knows of the deadline, or is ended")
  @State
  public static class ADeadline {
    private final Recording poller = new Recording();
    private final PollReactor reactor = over(poller);

    @Actor
    public void sleeper() {
      var _ = reactor.sleep(Duration.ofMillis(5)).poll(() -> {});
      poller.othersAreDone = true;
    }

    @Actor
    public void turn(Z_Result seen) {
      seen.r1 = poller.reaches(() -> reactor.turn(Poll.FOREVER));
    }
  }

  /// Waits until the other thread has done all it does, and then knows whether it was woken.
  private static final class Recording implements Poller {
    volatile boolean othersAreDone;
    volatile boolean wasWoken;
    private int waitedMillis;
    private boolean heard;

    /// Whether whoever sleeps in here had a deadline, or was woken, or did not sleep at all.
    boolean reaches(Executable sleep) {
      try {
        sleep.run();
      } catch (Exception e) {
        throw new AssertionError("it does not even sleep", e);
      }
      var _ = Thread.interrupted(); // by `await`
      return waitedMillis >= 0 || heard;
    }

    @Override
    public void await(Events into, int timeoutMillis) {
      waitedMillis = timeoutMillis;
      while (timeoutMillis < 0 && !othersAreDone) Thread.onSpinWait();
      heard = wasWoken;
      Thread.currentThread().interrupt(); // or Poll would wait again
    }

    @Override
    public void wakeup() {
      wasWoken = true;
    }

    @Override
    public void add(int fd, long key, Interest interest) {}

    @Override
    public void modify(int fd, long key, Interest interest) {}

    @Override
    public void delete(int fd) {}

    @Override
    public void close() {}
  }

  /// What may throw.
  private interface Executable {
    void run() throws Exception;
  }
}
