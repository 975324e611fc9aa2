// reply: a was polled though nobody has woken it
import asynclab.notebook.checks.TwoAtOnce;

class MyExecutor implements TwoAtOnce.Executor {
  final Queue<Task> ready = new ConcurrentLinkedQueue<>();
  final List<Task> all = new ArrayList<>();
  class Task implements Waker {
    final Future<?> future;
    boolean ended;
    final AtomicBoolean queued = new AtomicBoolean();
    Task(Future<?> future) { this.future = future; }
    public void wake() {
      if (!queued.getAndSet(true)) ready.add(this);
    }
    void poll() {
      queued.set(false);                     // before the poll
      ended = Polled.of(future, this) instanceof Ready;
    }
  }
  public void spawn(Future<?> future) { all.add(new Task(future)); }
  public void runReady() {
    for (var task : all) if (!task.ended) task.poll();
  }
}
TwoAtOnce mine = MyExecutor::new;
Check.of("10.two-at-once", mine)
