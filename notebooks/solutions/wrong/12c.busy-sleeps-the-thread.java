// reply: it waits inside of a poll, where no time passes
import asynclab.notebook.checks.BusyWait;

Future<String> askUntilDone(Reactor clock, BusyWait.Job job) {
  return Future.lazy(() -> {
    for (int pause = 10; !job.isDone(); pause = Math.min(2 * pause, 1000))
      Thread.sleep(pause);
    return Future.ready(job.result());
  });
}
BusyWait mine = (clock, job) -> askUntilDone(clock, job);
Check.of("12c.busy", mine)
