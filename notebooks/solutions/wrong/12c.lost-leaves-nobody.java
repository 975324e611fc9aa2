// reply: no waker was left
import asynclab.notebook.checks.LostCall;

LostCall mine = (box, waker) -> {
  var letter = box.look();
  return letter.isPresent() ? Polled.ready(letter.get()) : Polled.pending();
};
Check.of("12c.lost", mine)
