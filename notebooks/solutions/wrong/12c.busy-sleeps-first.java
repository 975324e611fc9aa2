// reply: it asks at once: the job may be done already
import asynclab.notebook.checks.BusyWait;

@Async
Future<String> askUntilDone(Reactor clock, BusyWait.Job job) {
  int pause = 10;
  do {
    await(clock.sleep(Duration.ofMillis(pause)));
    pause = Math.min(2 * pause, 1000);
  } while (!job.isDone());
  return Future.ready(job.result());
}
BusyWait mine = (clock, job) -> askUntilDone(clock, job);
Check.of("12c.busy", mine)
