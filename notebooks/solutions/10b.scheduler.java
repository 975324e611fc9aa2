class OwnScheduler<T> implements Scheduler<T> {
  final Queue<T> ready = new ArrayDeque<>();
  public void add(T task) { ready.add(task); }
  public T take() {
    if (ready.isEmpty()) throw new IllegalStateException("nobody is ready");
    return ready.remove();
  }
  public int size() { return ready.size(); }
}
Makers.Schedulers mine = OwnScheduler::new;
Check.of("10b.scheduler", mine)
