// reply: take it out under the lock, and call it when the lock is free again
import asynclab.notebook.checks.Mailbox;

class MyMailbox implements Mailbox {
  String letter;
  Waker latest = Waker.NONE;
  public synchronized Polled<String> poll(Waker waker) {
    if (letter != null) return Polled.ready(letter);
    latest = waker;
    return Polled.pending();
  }
  public synchronized void put(String text) {
    letter = text;
    latest.wake();
  }
}
Mailbox.Maker mine = MyMailbox::new;
Check.of("08.latest-waker", mine)
