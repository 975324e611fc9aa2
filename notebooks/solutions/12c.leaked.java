import asynclab.notebook.checks.NoOrphan;

NoOrphan mine = (executor, work, beat) -> Future.using(
    Future.lazy(() -> Future.<AutoCloseable>ready(
        executor.spawn("beat", beat)::cancel)),
    _ -> work);
Check.of("12c.leaked", mine)
