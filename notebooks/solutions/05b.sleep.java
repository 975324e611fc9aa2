import asynclab.notebook.checks.ManualClock;
import asynclab.notebook.checks.Sleepers;

class MyNight implements Sleepers {
  final Queue<Continuation> ready = new ArrayDeque<>();
  final ManualClock clock;
  record Alarm(long due, long number, Continuation fiber) {}
  final Queue<Alarm> asleep = new PriorityQueue<>(
      Comparator.comparingLong(Alarm::due).thenComparingLong(Alarm::number));
  long slept;
  MyNight(ManualClock clock) { this.clock = clock; }
  public void spawn(Runnable it) { ready.add(new Continuation(scope, it)); }
  public void yield() {
    ready.add(Continuation.getCurrentContinuation(scope));
    Continuation.yield(scope);
  }
  public void sleep(long nanos) {
    var fiber = Continuation.getCurrentContinuation(scope);
    asleep.add(new Alarm(clock.nanos() + nanos, slept++, fiber));
    Continuation.yield(scope);
  }
  public void run() {
    while (!ready.isEmpty() || !asleep.isEmpty()) {
      if (ready.isEmpty()) clock.waitUntil(asleep.peek().due());
      while (!asleep.isEmpty() && asleep.peek().due() <= clock.nanos()) {
        ready.add(asleep.poll().fiber());
      }
      ready.poll().run();
    }
  }
}
Sleepers.Maker mine = MyNight::new;
Check.of("05b.sleep", mine)
