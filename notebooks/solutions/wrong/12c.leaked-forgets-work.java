// reply: work too
import asynclab.notebook.checks.NoOrphan;

NoOrphan mine = (executor, work, beat) -> new Future<String>() {
  JoinHandle<Void> handle;
  public Polled<String> poll(Waker waker) {
    if (handle == null) handle = executor.spawn("beat", beat);
    var polled = Polled.of(work, waker);
    if (polled instanceof Ready) handle.cancel();
    return polled;
  }
  public void close() { if (handle != null) handle.cancel(); }
};
Check.of("12c.leaked", mine)
