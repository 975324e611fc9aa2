// An executor of our own: one thread that polls whoever was woken, and parks while nobody was.
import asynclab.executor.Executor;
import asynclab.executor.JoinHandle;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

class OwnExecutor implements Executor {
  final Queue<Task<?>> ready = new ConcurrentLinkedQueue<>();
  final Thread owner = Thread.currentThread();

  class Task<T> implements JoinHandle<T>, Waker {
    final String name;
    final Future<T> future;
    final AtomicBoolean queued = new AtomicBoolean();
    volatile Ready<T> end;                         // none until it has ended
    volatile boolean cancelled;
    Waker joiner = Waker.NONE;
    Task(String name, Future<T> future) { this.name = name; this.future = future; }

    public void wake() {                           // any thread
      if (isDone() || queued.getAndSet(true)) return;
      ready.add(this);
      LockSupport.unpark(owner);
    }
    void proceed() {
      queued.set(false);                           // first: a wake from now on is news
      if (isDone()) return;
      if (cancelled) abandon();
      else if (Polled.<T>of(future, this) instanceof Ready<T> come) end = come;
      if (isDone()) joiner.wake();
    }
    void abandon() {
      future.close();
      end = Polled.failed(new CancellationException(name + " was cancelled"));
    }
    public Polled<T> poll(Waker waker) {
      joiner = waker;
      return isDone() ? end : Polled.pending();
    }
    public void close() { joiner = Waker.NONE; }   // gives up waiting, not the task
    public void cancel() { cancelled = true; wake(); }
    public boolean isDone() { return end != null; }
    public T result() { return end.get(); }
    public String name() { return name; }
  }

  public <T> JoinHandle<T> spawn(Future<T> future) { return spawn("a task", future); }
  public <T> JoinHandle<T> spawn(String name, Future<T> future) {
    var task = new Task<T>(name, future);
    task.wake();
    return task;
  }
  public <T> T blockOn(Future<T> future) throws InterruptedException {
    var main = spawn("main", future);
    while (!main.isDone()) {
      if (Thread.interrupted()) throw new InterruptedException();
      var task = ready.poll();
      if (task == null) LockSupport.park(this);
      else task.proceed();
    }
    return main.result();
  }
}
