// reply: the letter was there, and nobody looked
import asynclab.notebook.checks.LostCall;

LostCall mine = (box, waker) -> {
  box.leave(waker);
  return Polled.pending();
};
Check.of("12c.lost", mine)
