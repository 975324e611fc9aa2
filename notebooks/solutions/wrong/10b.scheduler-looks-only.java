// reply: one was lost, or stayed in it
class OwnScheduler<T> implements Scheduler<T> {
  final Queue<T> ready = new ArrayDeque<>();
  public void add(T task) { ready.add(task); }
  public T take() {
    if (ready.isEmpty()) throw new IllegalStateException("nobody is ready");
    return ready.element();
  }
  public int size() { return ready.size(); }
}
Makers.Schedulers mine = OwnScheduler::new;
Check.of("10b.scheduler", mine)
