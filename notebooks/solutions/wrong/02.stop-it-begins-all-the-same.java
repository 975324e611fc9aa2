// reply: it was stopped before it began, and ran all the same
import asynclab.notebook.checks.StopIt;
import java.util.concurrent.atomic.AtomicReference;

StopIt mine = (executor, work) -> {
  var worker = new AtomicReference<Thread>();
  executor.execute(() -> {
    worker.set(Thread.currentThread());
    try { work.run(); }
    finally { worker.set(null); }
  });
  return () -> {
    var thread = worker.getAndSet(null);
    if (thread != null) thread.interrupt();
  };
};
Check.of("02.stop-it", mine)
