// reply: the kernel forgets B only with its last descriptor
import asynclab.notebook.checks.Table;

class MyTable implements Table {
  final Map<Long, Runnable> handlers = new HashMap<>();
  long lastToken;

  public long register(int fd, Runnable handler) {
    handlers.put(++lastToken, handler);
    return lastToken;
  }

  public void close(long token) {
    // the kernel takes a closed descriptor out of the queue
  }

  public void dispatch(long token) {
    var handler = handlers.get(token);
    if (handler != null) handler.run();
  }
}

Table mine = new MyTable();
Check.of("04b.stale", mine)
