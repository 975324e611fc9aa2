// reply: two calls left two permits
import asynclab.notebook.checks.Parker;

class MyParker implements Parker {
  final Lock lock; final Condition condition;
  int permits;
  MyParker(Lock l, Condition c) { lock = l; condition = c; }
  public void park() throws InterruptedException {
    lock.lock();
    try {
      while (permits == 0) condition.await();
      permits--;
    } finally { lock.unlock(); }
  }
  public void unpark() {
    lock.lock();
    try {
      permits++;
      condition.signal();
    } finally { lock.unlock(); }
  }
}
Parker.Maker mine = MyParker::new;
Check.of("08.parker", mine)
