package asynclab.executor;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Turn;
import asynclab.futures.Waker;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/// The worker that polls a task, and who wakes it, cancels it or waits for its end.
final class SharedTaskStress {
  private SharedTaskStress() {}

  /// One task, and how often it came into the run queue. Its future is ready once `happened`, which
  /// is a plain field: only waking hands it on.
  abstract static class One {
    final AtomicInteger queued = new AtomicInteger();
    int happened;
    int closed;
    final SharedTask<Void> task =
        new SharedTask<>(_ -> queued.incrementAndGet(), 0, null, new Event());

    /// As a worker does it: again and again while it is to be queued.
    final void work() {
      var state = task.goOn(Turn.ofThread());
      while (state == Task.State.QUEUED) state = task.goOn(Turn.ofThread());
      if (state == Task.State.DONE) task.tellJoiner();
    }

    /// What other workers do with what came into the queue.
    final void workOffTheQueue() {
      for (var left = queued.getAndSet(0); left > 0; left--) work();
    }

    private final class Event implements Future<Void> {
      @Override
      public Polled<Void> poll(Waker waker) {
        return happened > 0 ? Polled.done() : Polled.pending();
      }

      @Override
      public void close() {
        closed++;
      }
    }
  }

  @JCStressTest
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "it has seen what it was woken for")
  @State
  public static class AWakeDuringThePoll extends One {
    @Actor
    public void worker() {
      work();
    }

    @Actor
    public void waker() {
      happened = 1;
      task.wake();
    }

    @Arbiter
    public void end(Z_Result ended) {
      workOffTheQueue();
      ended.r1 = task.isDone();
    }
  }

  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "in the queue once")
  @State
  public static class TwoWakers extends One {
    public TwoWakers() {
      work();
    }

    @Actor
    public void one() {
      happened = 1;
      task.wake();
    }

    @Actor
    public void other() {
      task.wake();
    }

    @Arbiter
    public void end(II_Result seen) {
      seen.r1 = queued.get();
      workOffTheQueue();
      seen.r2 = task.isDone() ? 1 : 0;
    }
  }

  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "it had ended already")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "whoever waits is told")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "it ends during the poll, and both are true")
  @State
  public static class ItsEnd extends One {
    private final AtomicInteger told = new AtomicInteger();

    public ItsEnd() {
      happened = 1;
    }

    @Actor
    public void worker() {
      work();
    }

    @Actor
    public void joiner(II_Result seen) {
      seen.r1 = task.poll(told::incrementAndGet) instanceof Ready ? 1 : 0;
    }

    @Arbiter
    public void end(II_Result seen) {
      seen.r2 = told.get();
    }
  }

  /// Closed once if it was cancelled, and not at all if it had ended.
  @JCStressTest
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "cancelled, and its future closed")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "it had ended before")
  @State
  public static class ACancelDuringThePoll extends One {
    public ACancelDuringThePoll() {
      happened = 1;
    }

    @Actor
    public void worker() {
      work();
    }

    @Actor
    public void canceller() {
      task.cancel();
    }

    @Arbiter
    public void end(II_Result seen) {
      workOffTheQueue();
      seen.r1 = closed;
      seen.r2 = task.outcome().equals("returned") ? 1 : 0;
    }
  }

  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "cancelled, and its future closed")
  @State
  public static class ACancelOfOneThatWaits extends One {
    @Actor
    public void worker() {
      work();
    }

    @Actor
    public void canceller() {
      task.cancel();
    }

    @Arbiter
    public void end(I_Result seen) {
      workOffTheQueue();
      seen.r1 = closed;
    }
  }
}
