// reply: between a look and the waker
import asynclab.notebook.checks.LostCall;

LostCall mine = (box, waker) -> {
  var letter = box.look();
  if (letter.isEmpty()) letter = box.look();
  if (letter.isPresent()) return Polled.ready(letter.get());
  box.leave(waker);
  return Polled.pending();
};
Check.of("12c.lost", mine)
