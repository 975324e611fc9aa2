// reply: its waker was called, and it was not polled
class OwnExecutor extends ExecutorFrame {
  OwnExecutor(LoopReactor reactor, Makers.Wakers wakers, Makers.Schedulers s) {
    super(reactor, wakers, s);
  }
  final Set<Task<?>> known = new HashSet<>();
  void queue(Task<?> task) {
    if (!known.add(task)) return;                  // it is known already
    woken.add(task);
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
Makers.Executors mine = OwnExecutor::new;
Check.of("10b.executor", mine)
