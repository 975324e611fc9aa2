import asynclab.notebook.checks.Bell;
import asynclab.poll.Source;

class MyBell implements Bell {
  final Poll poll;
  final Events events = Events.withCapacity(1);
  final Source counter = Source.of(Eventfd.eventfd(0, 0));

  MyBell(Poll poll) throws IOException {
    this.poll = poll;
    poll.registry().register(counter, new Token(0), Interest.READABLE);
  }

  public void await() throws IOException {
    if (poll.poll(events, Poll.FOREVER) > 0) Eventfd.read(counter.fd());
  }
  public void ring() throws IOException { Eventfd.write(counter.fd(), 1); }
  public void close() throws IOException {
    poll.registry().deregister(counter);
    Unistd.close(counter.fd());
  }
}
Bell.Maker mine = MyBell::new;
Check.of("04.wake", mine)
