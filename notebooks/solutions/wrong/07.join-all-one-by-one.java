// reply: only a has begun
import asynclab.notebook.checks.Joiner;

class MyJoin implements Future<List<String>> {
  final List<Future<String>> futures;
  final String[] values;
  final boolean[] idle, ended;
  int missing;
  Waker latest;
  MyJoin(List<Future<String>> futures) {
    this.futures = futures;
    missing = futures.size();
    values = new String[missing];
    idle = new boolean[missing];
    ended = new boolean[missing];
  }
  public Polled<List<String>> poll(Waker waker) {
    latest = waker;
    for (int i = 0; i < values.length; i++) {
      if (idle[i] || ended[i]) continue;
      int me = i;
      idle[i] = true;
      var polled = futures.get(i).poll(() -> {
        idle[me] = false;
        latest.wake();
      });
      if (!(polled instanceof Ready<String> ready)) break;
      ended[i] = true;
      values[i] = ready.get();
      missing--;
    }
    return missing > 0 ? Polled.pending() : Polled.ready(List.of(values));
  }
  public void close() {
    for (int i = 0; i < values.length; i++) {
      if (!ended[i]) futures.get(i).close();
    }
  }
}
Joiner mine = MyJoin::new;
Check.of("07.join-all", mine)
