// reply: a message is lost at the border of two polls
import asynclab.notebook.checks.FairShare;

FairShare mine = (inbox, waker) -> {
  var message = inbox.next();
  for (int i = 0; message.isPresent() && i < FairShare.MOST; i++) {
    inbox.handle(message.get());
    message = inbox.next();
  }
  inbox.whenMore(waker);
  return Polled.pending();
};
Check.of("12c.starving", mine)
