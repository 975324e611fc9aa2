// reply: who gives way has called its waker before
import asynclab.notebook.checks.FairShare;

FairShare mine = (inbox, waker) -> {
  for (int i = 0; i < FairShare.MOST; i++) {
    var message = inbox.next();
    if (message.isEmpty()) {
      inbox.whenMore(waker);
      return Polled.pending();
    }
    inbox.handle(message.get());
  }
  return Polled.pending();
};
Check.of("12c.starving", mine)
