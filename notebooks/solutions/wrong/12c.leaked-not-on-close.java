// reply: closing is an end too
import asynclab.notebook.checks.NoOrphan;

NoOrphan mine = (executor, work, beat) -> Future.lazy(() -> {
  var handle = executor.spawn("beat", beat);
  return work.attempt().then(end -> {
    handle.cancel();
    return waker -> end;
  });
});
Check.of("12c.leaked", mine)
