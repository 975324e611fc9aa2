// reply: an executor with nothing to do may sleep
import asynclab.notebook.checks.Hunt;

class MyHunt implements Hunt {
  public long seed() {
    long seed = 0;
    while (SleepyRun.of(seed).log().size() < 16) seed++;
    return seed;
  }
  public int step() {
    var log = SleepyRun.of(seed()).log();
    return log.size();
  }
}
Hunt mine = new MyHunt();
Check.of("08b.hunt", mine)
