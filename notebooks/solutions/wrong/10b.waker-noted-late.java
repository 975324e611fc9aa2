// reply: it was noted too late
class OwnWaker implements TaskWaker {
  final Runnable queue;
  final AtomicBoolean queued = new AtomicBoolean();
  volatile boolean ended;
  OwnWaker(Runnable queue) { this.queue = queue; }

  public void wake() {                             // two may call at once
    if (ended || queued.get()) return;
    queue.run();
    queued.set(true);
  }
  public void begin() { queued.set(false); }       // before the poll
  public void end() { ended = true; }
}
Makers.Wakers mine = OwnWaker::new;
Check.of("10b.waker", mine)
