// An executor of our own: one thread that polls whoever was woken, and sleeps in the reactor
// while nobody was. It stands on frame-executor.
import asynclab.executor.LoopReactor;
import asynclab.futures.Future;
import asynclab.futures.Ready;
import asynclab.notebook.ladder.Makers;
import asynclab.poll.Poll;

class OwnExecutor extends ExecutorFrame {
  OwnExecutor(LoopReactor reactor, Makers.Wakers wakers, Makers.Schedulers s) {
    super(reactor, wakers, s);
  }
  void queue(Task<?> task) {
    woken.add(task);                               // leave the news, then call
    if (Thread.currentThread() != owner) reactor.wakeup();
  }
  <T> void proceed(Task<T> task) {
    if (task.isDone()) return;                     // woken once more at its end
    task.waker.begin();
    if (task.cancelled) task.abandon();
    else if (task.polled() instanceof Ready<T> end) task.ends(end);
  }
  public <T> T blockOn(Future<T> future) throws IOException, InterruptedException {
    var main = new Task<T>("main", future);
    main.waker.wake();
    while (true) {
      while (!woken.isEmpty()) ready.add(woken.remove());
      for (int n = ready.size(); n > 0; n--) proceed(ready.take());
      if (main.isDone()) return main.result();
      reactor.turn(woken.isEmpty() ? Poll.FOREVER : Duration.ZERO);
      if (Thread.interrupted()) { main.cancel(); throw new InterruptedException(); }
    }
  }
}
