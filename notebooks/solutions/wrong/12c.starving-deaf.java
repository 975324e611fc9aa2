// reply: a message came when it waited, and nobody called it
import asynclab.notebook.checks.FairShare;

FairShare mine = (inbox, waker) -> {
  for (int i = 0; i < FairShare.MOST; i++) {
    var message = inbox.next();
    if (message.isEmpty()) return Polled.pending();
    inbox.handle(message.get());
  }
  waker.wake();
  return Polled.pending();
};
Check.of("12c.starving", mine)
