// reply: it woke A before the letter was in
import asynclab.notebook.checks.Mailbox;

class MyMailbox implements Mailbox {
  String letter;
  Waker latest = Waker.NONE;
  public Polled<String> poll(Waker waker) {
    if (letter != null) return Polled.ready(letter);
    latest = waker;
    return Polled.pending();
  }
  public void put(String text) {
    latest.wake();
    letter = text;
  }
}
Mailbox.Maker mine = MyMailbox::new;
Check.of("08.latest-waker", mine)
