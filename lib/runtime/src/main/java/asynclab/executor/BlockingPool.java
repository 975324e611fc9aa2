package asynclab.executor;

import asynclab.futures.Future;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Threads for work that keeps its thread: a file, a name to be looked up, a long sum. At most
/// [#THREADS_MAX] of them, made when there is work and all others are busy; one that has had
/// nothing to do for a while ends. They are daemons.
///
/// What comes when all are busy waits its turn. The queue holds each future once, so it is as long
/// as the program has such futures, and nothing fails because much is asked for; whoever wants
/// fewer puts a semaphore in front.
///
/// Threads: any. Its monitor guards it.
final class BlockingPool {
  static final int THREADS_MAX = 64;
  private static final long IDLE_MILLIS = 5_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final ArrayDeque<BlockingJob<?>> queue = new ArrayDeque<>();
  private final Set<Thread> threads = new HashSet<>();
  private int idle;
  private int serial;
  private boolean closed;

  /// What `work` returns or throws, on a thread of the pool, from its first poll on.
  <T> Future<T> future(Callable<T> work) {
    return new BlockingJob<>(this, work);
  }

  /// @throws IllegalStateException when it is closed
  synchronized void submit(BlockingJob<?> job) {
    if (closed) throw new IllegalStateException("the runtime is closed: nobody does blocking work");
    queue.add(job);
    if (queue.size() <= idle) notify();
    else if (threads.size() < THREADS_MAX) begin();
  }

  private void begin() {
    var thread = new Thread(this::work, "asynclab-blocking-" + serial++);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void work() {
    for (var job = next(); job != null; job = next()) job.run();
  }

  /// @return null when this thread is to end
  private synchronized @Nullable BlockingJob<?> next() {
    var start = System.nanoTime();
    var left = IDLE_MILLIS;
    idle++;
    while (queue.isEmpty() && !closed && left > 0) {
      try {
        wait(left);
      } catch (InterruptedException e) {
        // It was meant for a job that has ended meanwhile.
      }
      left = IDLE_MILLIS - (System.nanoTime() - start) / NANOS_PER_MILLI;
    }
    idle--;
    var job = closed ? null : queue.poll();
    if (job == null) threads.remove(Thread.currentThread());
    return job;
  }

  /// A job that nobody wants any more, and that has not begun.
  synchronized void forget(BlockingJob<?> job) {
    queue.remove(job);
  }

  /// How many threads there are.
  synchronized int threads() {
    return threads.size();
  }

  /// Interrupts what runs, and fails what waits.
  void close() {
    var waiting = new ArrayDeque<BlockingJob<?>>();
    synchronized (this) {
      closed = true;
      waiting.addAll(queue);
      queue.clear();
      threads.forEach(Thread::interrupt);
      notifyAll();
    }
    waiting.forEach(BlockingJob::refuse);
  }
}
