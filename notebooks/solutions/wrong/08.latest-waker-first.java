// reply: it keeps its first waker
import asynclab.notebook.checks.Mailbox;

class MyMailbox implements Mailbox {
  String letter;
  Waker first;
  public synchronized Polled<String> poll(Waker waker) {
    if (letter != null) return Polled.ready(letter);
    if (first == null) first = waker;
    return Polled.pending();
  }
  public void put(String text) {
    synchronized (this) { letter = text; }
    if (first != null) first.wake();
  }
}
Mailbox.Maker mine = MyMailbox::new;
Check.of("08.latest-waker", mine)
