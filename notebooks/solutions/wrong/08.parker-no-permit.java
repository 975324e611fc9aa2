// reply: the call came before the sleep and left nothing behind
import asynclab.notebook.checks.Parker;

class MyParker implements Parker {
  final Lock lock; final Condition condition;
  
  MyParker(Lock l, Condition c) { lock = l; condition = c; }
  public void park() throws InterruptedException {
    lock.lock();
    try {
      condition.await();
    } finally { lock.unlock(); }
  }
  public void unpark() {
    lock.lock();
    try {
      condition.signal();
    } finally { lock.unlock(); }
  }
}
Parker.Maker mine = MyParker::new;
Check.of("08.parker", mine)
