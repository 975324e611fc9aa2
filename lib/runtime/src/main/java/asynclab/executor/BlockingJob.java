package asynclab.executor;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Turn;
import asynclab.futures.Waker;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// A piece of work on a thread of a [BlockingPool], as a future. It is handed over at the first
/// poll. Closing it takes it back, or interrupts the thread that is at it; whether the work listens
/// is its own affair.
///
/// Threads: polled by one at a time, run by one; its monitor guards it.
final class BlockingJob<T> implements Future<T> {
  private enum State {
    NEW,
    WAITING,
    RUNNING,
    COME,
    ENDED
  }

  private final BlockingPool pool;
  private final Callable<T> work;
  private State state = State.NEW;
  private Waker waker = Waker.NONE;
  private @Nullable Thread runner;
  private @Nullable Ready<T> outcome;

  BlockingJob(BlockingPool pool, Callable<T> work) {
    this.pool = pool;
    this.work = work;
  }

  @Override
  public Polled<T> poll(Waker latest) {
    var first = false;
    synchronized (this) {
      if (state == State.ENDED) {
        throw new IllegalStateException(this + " has ended, and is polled again");
      }
      if (outcome != null) {
        state = State.ENDED;
        return outcome;
      }
      waker = latest;
      first = state == State.NEW;
      if (first) state = State.WAITING;
    }
    if (first) pool.submit(this);
    Turn.waitsFor(this);
    return Polled.pending();
  }

  /// On a thread of the pool.
  void run() {
    synchronized (this) {
      if (state != State.WAITING) return;
      state = State.RUNNING;
      runner = Thread.currentThread();
    }
    Ready<T> ready;
    try {
      ready = Polled.ready(work.call());
    } catch (Throwable thrown) {
      ready = Polled.failed(thrown);
    }
    end(ready);
  }

  /// The pool is closed before its turn has come.
  void refuse() {
    end(Polled.failed(new IllegalStateException("the runtime was closed before " + this)));
  }

  private void end(Ready<T> ready) {
    Waker whom;
    synchronized (this) {
      runner = null;
      var _ = Thread.interrupted(); // meant for this job, and nobody interrupts it from here on
      if (state == State.ENDED) return;
      state = State.COME;
      outcome = ready;
      whom = waker;
      waker = Waker.NONE;
    }
    Wakers.wake(whom);
  }

  @Override
  public void close() {
    boolean waits;
    synchronized (this) {
      waits = state == State.WAITING;
      state = State.ENDED;
      waker = Waker.NONE;
      if (runner != null) runner.interrupt();
    }
    if (waits) pool.forget(this);
  }

  @Override
  public String toString() {
    return "blocking work";
  }
}
