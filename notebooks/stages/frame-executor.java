// What is given of an executor: its tasks, each of them a handle for whoever awaits it.
import asynclab.executor.Executor;
import asynclab.executor.JoinHandle;
import asynclab.executor.LoopReactor;
import asynclab.executor.Scheduler;
import asynclab.futures.Future;
import asynclab.futures.Polled;
import asynclab.futures.Ready;
import asynclab.futures.Turn;
import asynclab.futures.Waker;
import asynclab.notebook.ladder.Makers;
import asynclab.notebook.ladder.TaskWaker;
import java.util.concurrent.CancellationException;

abstract class ExecutorFrame implements Executor {
  final LoopReactor reactor;
  final Makers.Wakers wakers;
  final Scheduler<Task<?>> ready;                              // the owner's alone
  final Queue<Task<?>> woken = new ConcurrentLinkedQueue<>();  // anybody's
  final Thread owner = Thread.currentThread();
  final Turn turn = Turn.ofThread();

  ExecutorFrame(LoopReactor reactor, Makers.Wakers wakers, Makers.Schedulers schedulers) {
    this.reactor = reactor;
    this.wakers = wakers;
    this.ready = schedulers.open();
  }
  abstract void queue(Task<?> task);               // the waker's call, on any thread
  abstract <T> void proceed(Task<T> task);         // its turn

  class Task<T> implements JoinHandle<T> {
    final String name;
    final Future<T> future;
    final TaskWaker waker = wakers.of(() -> queue(this));
    volatile Ready<T> end;                         // none until it has ended
    volatile boolean cancelled;
    Waker joiner = Waker.NONE;
    Task(String name, Future<T> future) { this.name = name; this.future = future; }

    Polled<T> polled() {                           // its future, once
      turn.begin();
      try { return Polled.of(future, waker); } finally { turn.end(); }
    }
    void ends(Ready<T> with) {
      end = with;
      waker.end();
      joiner.wake();
    }
    void abandon() {
      Exception why = new CancellationException(name + " was cancelled");
      try { future.close(); } catch (RuntimeException e) { why = e; }
      ends(Polled.failed(why));
    }
    public Polled<T> poll(Waker waker) {
      joiner = waker;
      return isDone() ? end : Polled.pending();
    }
    public void close() { joiner = Waker.NONE; }   // gives up waiting, not the task
    public void cancel() { cancelled = true; waker.wake(); }
    public boolean isDone() { return end != null; }
    public T result() {
      if (end == null) throw new IllegalStateException(name + " has not ended");
      return end.get();
    }
    public String name() { return name; }
  }
  public <T> JoinHandle<T> spawn(Future<T> future) { return spawn("a task", future); }
  public <T> JoinHandle<T> spawn(String name, Future<T> future) {
    var task = new Task<T>(name, future);
    task.waker.wake();
    return task;
  }
}
