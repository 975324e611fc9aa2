// reply: 64 messages, then a turn for the others
import asynclab.notebook.checks.FairShare;

FairShare mine = (inbox, waker) -> {
  inbox.next().ifPresent(inbox::handle);
  inbox.whenMore(waker);
  return Polled.pending();
};
Check.of("12c.starving", mine)
