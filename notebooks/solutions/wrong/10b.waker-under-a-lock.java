// reply: another thread waits for a lock that wake() holds
class OwnWaker implements TaskWaker {
  final Runnable queue;
  final AtomicBoolean queued = new AtomicBoolean();
  volatile boolean ended;
  OwnWaker(Runnable queue) { this.queue = queue; }

  public synchronized void wake() {
    if (!ended && !queued.getAndSet(true)) queue.run();
  }
  public void begin() { queued.set(false); }       // before the poll
  public void end() { ended = true; }
}
Makers.Wakers mine = OwnWaker::new;
Check.of("10b.waker", mine)
