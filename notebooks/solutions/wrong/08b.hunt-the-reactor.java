// reply: the reactor did its part, in the right order
import asynclab.notebook.checks.Hunt;

class MyHunt implements Hunt {
  public long seed() {
    long seed = 0;
    while (SleepyRun.of(seed).queued().isEmpty()) seed++;
    return seed;
  }
  public int step() {
    var log = SleepyRun.of(seed()).log();
    return log.lastIndexOf("reactor: leaves a permit") + 1;
  }
}
Hunt mine = new MyHunt();
Check.of("08b.hunt", mine)
