// reply: so the others starve
class OwnScheduler<T> implements Scheduler<T> {
  final Deque<T> ready = new ArrayDeque<>();
  public void add(T task) { ready.addFirst(task); }
  public T take() {
    if (ready.isEmpty()) throw new IllegalStateException("nobody is ready");
    return ready.removeFirst();
  }
  public int size() { return ready.size(); }
}
Makers.Schedulers mine = OwnScheduler::new;
Check.of("10b.scheduler", mine)
