// reply: sleep() waited itself
import asynclab.notebook.checks.ManualClock;
import asynclab.notebook.checks.Sleepers;

class MyNight implements Sleepers {
  final ContinuationScope scope = new ContinuationScope("exercise");
  final Queue<Continuation> ready = new ArrayDeque<>();
  final ManualClock clock;
  MyNight(ManualClock clock) { this.clock = clock; }
  public void spawn(Runnable body) {
    ready.add(new Continuation(scope, body));
  }
  public void yield() {
    ready.add(Continuation.getCurrentContinuation(scope));
    Continuation.yield(scope);
  }
  public void sleep(long nanos) {
    clock.waitUntil(clock.nanos() + nanos);
  }
  public void run() {
    while (!ready.isEmpty()) ready.poll().run();
  }
}
Sleepers.Maker mine = MyNight::new;
Check.of("05b.sleep", mine)
