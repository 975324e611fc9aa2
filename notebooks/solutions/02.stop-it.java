import asynclab.notebook.checks.StopIt;

StopIt mine = (executor, work) -> {
  var task = new FutureTask<Void>(work, null);
  executor.execute(task);
  return () -> task.cancel(true);
};
Check.of("02.stop-it", mine)
