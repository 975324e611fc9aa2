// reply: nothing beats
import asynclab.notebook.checks.NoOrphan;

NoOrphan mine = (executor, work, beat) -> Future.lazy(() -> {
  executor.spawn("beat", beat).cancel();
  return work;
});
Check.of("12c.leaked", mine)
