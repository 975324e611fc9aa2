// reply: begin at the first poll
import asynclab.notebook.checks.NoOrphan;

NoOrphan mine = (executor, work, beat) -> {
  var handle = executor.spawn("beat", beat);
  return Future.using(
      Future.<AutoCloseable>ready(handle::cancel), _ -> work);
};
Check.of("12c.leaked", mine)
