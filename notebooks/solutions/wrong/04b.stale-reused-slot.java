// reply: B's token was given out again
import asynclab.notebook.checks.Table;

class MyTable implements Table {
  final Runnable[] slots = new Runnable[16];

  public long register(int fd, Runnable handler) {
    int free = 0;
    while (slots[free] != null) free++;
    slots[free] = handler;
    return free;
  }

  public void close(long token) {
    slots[(int) token] = null;
  }

  public void dispatch(long token) {
    if (token < 0 || token >= slots.length) return;
    if (slots[(int) token] != null) slots[(int) token].run();
  }
}

Table mine = new MyTable();
Check.of("04b.stale", mine)
