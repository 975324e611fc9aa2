// reply: the ring changed something that the queue does not watch
import asynclab.notebook.checks.Bell;

class MyBell implements Bell {
  final Poll poll;
  final Events events = Events.withCapacity(1);
  volatile boolean rung;

  MyBell(Poll poll) { this.poll = poll; }

  public void await() throws IOException {
    while (!rung) poll.poll(events, Poll.FOREVER);
    rung = false;
  }
  public void ring() { rung = true; }
  public void close() {}
}
Bell.Maker mine = MyBell::new;
Check.of("04.wake", mine)
