import asynclab.notebook.checks.Countdown;

class MyCountdown implements Future<String> {
  int left;
  boolean ended;
  MyCountdown(int count) { left = count; }
  public Polled<String> poll(Waker waker) {
    if (ended) throw new IllegalStateException("polled after its end");
    if (left-- > 0) {
      waker.wake();               // ask me again, in your next turn
      return Polled.pending();
    }
    ended = true;
    return Polled.ready("go");
  }
}
Countdown mine = MyCountdown::new;
Check.of("06.countdown", mine)
