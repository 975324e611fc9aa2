import asynclab.notebook.checks.BusyWait;

@Async
Future<String> askUntilDone(Reactor clock, BusyWait.Job job) {
  for (int pause = 10; !job.isDone(); pause = Math.min(2 * pause, 1000))
    await(clock.sleep(Duration.ofMillis(pause)));
  return Future.ready(job.result());
}
BusyWait mine = (clock, job) -> askUntilDone(clock, job);
Check.of("12c.busy", mine)
