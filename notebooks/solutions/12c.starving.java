import asynclab.notebook.checks.FairShare;

FairShare mine = (inbox, waker) -> {
  for (int i = 0; i < FairShare.MOST; i++) {
    var message = inbox.next();
    if (message.isEmpty()) break;
    inbox.handle(message.get());
  }
  inbox.whenMore(waker);
  return Polled.pending();
};
Check.of("12c.starving", mine)
