import asynclab.notebook.checks.Bounded;

class MyMailbox implements Bounded {
  final int capacity;
  final Queue<String> held = new ArrayDeque<>();
  final Queue<Send> line = new ArrayDeque<>();
  MyMailbox(int capacity) { this.capacity = capacity; }
  class Send implements Future<Void> {
    final String message;
    Waker waker = Waker.NONE;
    boolean asked;
    boolean sent;
    Send(String message) { this.message = message; }
    public Polled<Void> poll(Waker latest) {
      waker = latest;
      if (!asked) line.add(this);
      asked = true;
      moveOn();
      return sent ? Polled.done() : Polled.pending();
    }
    public void close() { line.remove(this); }
  }
  void moveOn() {
    while (held.size() < capacity && !line.isEmpty()) {
      var first = line.remove();
      held.add(first.message);
      first.sent = true;
      first.waker.wake();
    }
  }
  public Future<Void> send(String message) { return new Send(message); }
  public Optional<String> take() {
    var message = Optional.ofNullable(held.poll());
    moveOn();
    return message;
  }
}
Bounded.Maker mine = MyMailbox::new;
Check.of("12.bounded", mine)
