// reply: each job is waited for from the beginning
import asynclab.notebook.checks.BusyWait;

class Asker {
  int pause = 10;
  @Async
  Future<String> askUntilDone(Reactor clock, BusyWait.Job job) {
    for (; !job.isDone(); pause = Math.min(2 * pause, 1000))
      await(clock.sleep(Duration.ofMillis(pause)));
    return Future.ready(job.result());
  }
}
var asker = new Asker();
BusyWait mine = (clock, job) -> asker.askUntilDone(clock, job);
Check.of("12c.busy", mine)
