// reply: it has ended, and was polled again
import asynclab.notebook.checks.WokenTask;

class MyTask implements WokenTask {
  final Future<String> future;
  final Queue<WokenTask> ready;
  final AtomicBoolean queued = new AtomicBoolean();
  volatile boolean ended;
  MyTask(Future<String> future, Queue<WokenTask> ready) {
    this.future = future;
    this.ready = ready;
  }
  public void wake() {
    if (queued.compareAndSet(false, true)) ready.add(this);
  }
  public void turn() {
    queued.set(false);
    future.poll(this);
  }
}
WokenTask.Maker mine = MyTask::new;
Check.of("08.waker", mine)
