// reply: a failure is an end too
import asynclab.notebook.checks.NoOrphan;

NoOrphan mine = (executor, work, beat) -> Future.lazy(() -> {
  var handle = executor.spawn("beat", beat);
  return work.map(text -> {
    handle.cancel();
    return text;
  });
});
Check.of("12c.leaked", mine)
