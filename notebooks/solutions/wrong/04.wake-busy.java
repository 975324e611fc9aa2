// reply: never sleeps in the queue
import asynclab.notebook.checks.Bell;

class MyBell implements Bell {
  volatile boolean rung;

  public void await() {
    while (!rung) Thread.onSpinWait();
    rung = false;
  }
  public void ring() { rung = true; }
  public void close() {}
}
Bell.Maker mine = poll -> new MyBell();
Check.of("04.wake", mine)
