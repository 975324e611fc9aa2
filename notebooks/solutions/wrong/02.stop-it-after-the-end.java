// reply: the interrupt was sent after the end and hit whoever ran then
import asynclab.notebook.checks.StopIt;
import java.util.concurrent.atomic.AtomicBoolean;

StopIt mine = (executor, work) -> {
  var thread = new CompletableFuture<Thread>();
  var stopped = new AtomicBoolean();
  executor.execute(() -> {
    if (stopped.get()) return;
    thread.complete(Thread.currentThread());
    work.run();
  });
  return () -> {
    if (!stopped.getAndSet(true)) thread.thenAccept(Thread::interrupt);
  };
};
Check.of("02.stop-it", mine)
