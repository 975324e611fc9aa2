// reply: the whole countdown ran inside one poll
import asynclab.notebook.checks.Countdown;

class MyCountdown implements Future<String> {
  int left;
  boolean ended;
  MyCountdown(int count) { left = count; }
  public Polled<String> poll(Waker waker) {
    if (ended) throw new IllegalStateException("polled after its end");
    while (left-- > 0) {
      waker.wake();               // ask me again, in your next turn
    }
    ended = true;
    return Polled.ready("go");
  }
}
Countdown mine = MyCountdown::new;
Check.of("06.countdown", mine)
