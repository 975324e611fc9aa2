// reply: the lock is held by a thread that has left
import asynclab.notebook.checks.Parker;

class MyParker implements Parker {
  final Lock lock; final Condition condition;
  boolean permit;
  MyParker(Lock l, Condition c) { lock = l; condition = c; }
  public void park() throws InterruptedException {
    lock.lock();
    while (!permit) condition.await();
    permit = false;
    lock.unlock();
  }
  public void unpark() {
    lock.lock();
    permit = true;
    condition.signal();
    lock.unlock();
  }
}
Parker.Maker mine = MyParker::new;
Check.of("08.parker", mine)
