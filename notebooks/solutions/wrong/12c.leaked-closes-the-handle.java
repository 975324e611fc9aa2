// reply: the beat goes on for nobody
import asynclab.notebook.checks.NoOrphan;

NoOrphan mine = (executor, work, beat) -> Future.using(
    Future.lazy(() -> Future.ready(executor.spawn("beat", beat))),
    _ -> work);
Check.of("12c.leaked", mine)
