// reply: a poll that throws ends its task, not the executor
import asynclab.notebook.checks.TwoAtOnce;

class MyExecutor implements TwoAtOnce.Executor {
  final Queue<Task> ready = new ConcurrentLinkedQueue<>();
  class Task implements Waker {
    final Future<?> future;
    final AtomicBoolean queued = new AtomicBoolean();
    Task(Future<?> future) { this.future = future; }
    public void wake() {
      if (!queued.getAndSet(true)) ready.add(this);
    }
    void poll() {
      queued.set(false);                     // before the poll
      if (future.poll(this) instanceof Ready) queued.set(true);
    }
  }
  public void spawn(Future<?> future) { new Task(future).wake(); }
  public void runReady() {
    for (int i = ready.size(); i > 0; i--) ready.remove().poll();
  }
}
TwoAtOnce mine = MyExecutor::new;
Check.of("10.two-at-once", mine)
