// reply: always the same pause
import asynclab.notebook.checks.BusyWait;

@Async
Future<String> askUntilDone(Reactor clock, BusyWait.Job job) {
  while (!job.isDone()) await(clock.sleep(Duration.ofMillis(10)));
  return Future.ready(job.result());
}
BusyWait mine = (clock, job) -> askUntilDone(clock, job);
Check.of("12c.busy", mine)
