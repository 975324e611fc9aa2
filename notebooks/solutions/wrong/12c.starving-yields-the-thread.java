// reply: all in one poll
import asynclab.notebook.checks.FairShare;

FairShare mine = (inbox, waker) -> {
  var message = inbox.next();
  for (int i = 1; message.isPresent(); i++) {
    inbox.handle(message.get());
    if (i % FairShare.MOST == 0) Thread.yield();
    message = inbox.next();
  }
  inbox.whenMore(waker);
  return Polled.pending();
};
Check.of("12c.starving", mine)
