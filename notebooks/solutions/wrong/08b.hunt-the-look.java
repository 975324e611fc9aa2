// reply: at that moment the queue was empty indeed
import asynclab.notebook.checks.Hunt;

class MyHunt implements Hunt {
  public long seed() {
    long seed = 0;
    while (SleepyRun.of(seed).queued().isEmpty()) seed++;
    return seed;
  }
  public int step() {
    var log = SleepyRun.of(seed()).log();
    return log.lastIndexOf(SleepyRun.SEES) + 1;
  }
}
Hunt mine = new MyHunt();
Check.of("08b.hunt", mine)
