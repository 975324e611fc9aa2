// A waker of our own: a note that its task is queued, and one that it has ended.
import asynclab.notebook.ladder.TaskWaker;
import java.util.concurrent.atomic.AtomicBoolean;

class OwnWaker implements TaskWaker {
  final Runnable queue;
  final AtomicBoolean queued = new AtomicBoolean();
  volatile boolean ended;
  OwnWaker(Runnable queue) { this.queue = queue; }

  public void wake() {                             // two may call at once
    if (!ended && !queued.getAndSet(true)) queue.run();
  }
  public void begin() { queued.set(false); }       // before the poll
  public void end() { ended = true; }
}
