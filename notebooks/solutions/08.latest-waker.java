import asynclab.notebook.checks.Mailbox;

class MyMailbox implements Mailbox {
  String letter;
  Waker latest = Waker.NONE;
  public synchronized Polled<String> poll(Waker waker) {
    if (letter != null) return Polled.ready(letter);
    latest = waker;
    return Polled.pending();
  }
  public void put(String text) {
    Waker known;
    synchronized (this) { letter = text; known = latest; }
    known.wake();
  }
}
Mailbox.Maker mine = MyMailbox::new;
Check.of("08.latest-waker", mine)
