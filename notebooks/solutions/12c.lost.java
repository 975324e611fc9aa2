import asynclab.notebook.checks.LostCall;

LostCall mine = (box, waker) -> {
  box.leave(waker);
  var letter = box.look();
  return letter.isPresent() ? Polled.ready(letter.get()) : Polled.pending();
};
Check.of("12c.lost", mine)
