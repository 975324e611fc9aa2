// reply: all whose time is over wake, the nearest deadline first
import asynclab.notebook.checks.ManualClock;
import asynclab.notebook.checks.Sleepers;

class MyNight implements Sleepers {
  final ContinuationScope scope = new ContinuationScope("exercise");
  final Queue<Continuation> ready = new ArrayDeque<>();
  final ManualClock clock;
  record Alarm(long due, Continuation fiber) {}
  final List<Alarm> asleep = new ArrayList<>();
  MyNight(ManualClock clock) { this.clock = clock; }
  public void spawn(Runnable body) {
    ready.add(new Continuation(scope, body));
  }
  public void yield() {
    ready.add(Continuation.getCurrentContinuation(scope));
    Continuation.yield(scope);
  }
  public void sleep(long nanos) {
    var fiber = Continuation.getCurrentContinuation(scope);
    asleep.add(new Alarm(clock.nanos() + nanos, fiber));
    Continuation.yield(scope);
  }
  public void run() {
    while (!ready.isEmpty() || !asleep.isEmpty()) {
      if (ready.isEmpty()) clock.waitUntil(
          asleep.stream().mapToLong(Alarm::due).min().getAsLong());
      for (var alarm : List.copyOf(asleep)) {
        if (alarm.due() > clock.nanos()) continue;
        asleep.remove(alarm);
        ready.add(alarm.fiber());
      }
      ready.poll().run();
    }
  }
}
Sleepers.Maker mine = MyNight::new;
Check.of("05b.sleep", mine)
