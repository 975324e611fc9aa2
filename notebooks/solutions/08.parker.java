import asynclab.notebook.checks.Parker;

class MyParker implements Parker {
  final Lock lock; final Condition condition;
  boolean permit;
  MyParker(Lock l, Condition c) { lock = l; condition = c; }
  public void park() throws InterruptedException {
    lock.lock();
    try {
      while (!permit) condition.await();
      permit = false;
    } finally { lock.unlock(); }
  }
  public void unpark() {
    lock.lock();
    try {
      permit = true;
      condition.signal();
    } finally { lock.unlock(); }
  }
}
Parker.Maker mine = MyParker::new;
Check.of("08.parker", mine)
