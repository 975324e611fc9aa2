// reply: nobody told the body, it ran on
import asynclab.notebook.checks.StopIt;

StopIt mine = (executor, work) -> {
  var future = CompletableFuture.runAsync(work, executor);
  return () -> future.cancel(true);
};
Check.of("02.stop-it", mine)
