// reply: that is the busy poll
import asynclab.notebook.checks.LostCall;

LostCall mine = (box, waker) -> {
  var letter = box.look();
  if (letter.isPresent()) return Polled.ready(letter.get());
  box.leave(waker);
  waker.wake();
  return Polled.pending();
};
Check.of("12c.lost", mine)
