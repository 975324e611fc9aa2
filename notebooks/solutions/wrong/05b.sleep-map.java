// reply: a map keeps one of them
import asynclab.notebook.checks.ManualClock;
import asynclab.notebook.checks.Sleepers;

class MyNight implements Sleepers {
  final ContinuationScope scope = new ContinuationScope("exercise");
  final Queue<Continuation> ready = new ArrayDeque<>();
  final ManualClock clock;
  final TreeMap<Long, Continuation> asleep = new TreeMap<>();
  MyNight(ManualClock clock) { this.clock = clock; }
  public void spawn(Runnable body) {
    ready.add(new Continuation(scope, body));
  }
  public void yield() {
    ready.add(Continuation.getCurrentContinuation(scope));
    Continuation.yield(scope);
  }
  public void sleep(long nanos) {
    asleep.put(clock.nanos() + nanos,
        Continuation.getCurrentContinuation(scope));
    Continuation.yield(scope);
  }
  public void run() {
    while (!ready.isEmpty() || !asleep.isEmpty()) {
      if (ready.isEmpty()) clock.waitUntil(asleep.firstKey());
      while (!asleep.isEmpty() && asleep.firstKey() <= clock.nanos()) {
        ready.add(asleep.pollFirstEntry().getValue());
      }
      ready.poll().run();
    }
  }
}
Sleepers.Maker mine = MyNight::new;
Check.of("05b.sleep", mine)
