// reply: the losers still wait
import asynclab.notebook.checks.Racer;

class MyRace implements Future<String> {
  final List<Future<String>> futures;
  MyRace(List<Future<String>> futures) { this.futures = futures; }

  public Polled<String> poll(Waker waker) {
    for (var each : futures) {
      if (each.poll(waker) instanceof Ready<String> ready) return ready;
    }
    return Polled.pending();
  }
  // TODO: what becomes of those that have lost, or are not wanted?
}
Racer mine = MyRace::new;
Check.of("07.race", mine)
