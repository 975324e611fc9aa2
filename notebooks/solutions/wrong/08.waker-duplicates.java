// reply: so many wakes before its turn are one piece of news
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
    ready.add(this);
  }
  public void turn() {
    if (ended) return;
    if (future.poll(this) instanceof Ready) ended = true;
  }
}
WokenTask.Maker mine = MyTask::new;
Check.of("08.waker", mine)
