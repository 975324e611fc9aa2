// reply: it asks again and again
import asynclab.notebook.checks.FairShare;

FairShare mine = (inbox, waker) -> {
  for (int i = 0; i < FairShare.MOST; i++) {
    inbox.next().ifPresent(inbox::handle);
  }
  waker.wake();
  return Polled.pending();
};
Check.of("12c.starving", mine)
