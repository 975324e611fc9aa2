// reply: Pending, and nobody is woken
import asynclab.notebook.checks.Mailbox;

class MyMailbox implements Mailbox {
  String letter;
  public Polled<String> poll(Waker waker) {
    return letter == null ? Polled.pending() : Polled.ready(letter);
  }
  public void put(String text) { letter = text; }
}
Mailbox.Maker mine = MyMailbox::new;
Check.of("08.latest-waker", mine)
