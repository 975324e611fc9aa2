// reply: the call went to b, which has left
import asynclab.notebook.checks.Bounded;

class MyMailbox implements Bounded {
  final int capacity;
  final Queue<String> held = new ArrayDeque<>();
  final Queue<Send> line = new ArrayDeque<>();
  MyMailbox(int capacity) { this.capacity = capacity; }
  class Send implements Future<Void> {
    final String message;
    Waker waker = Waker.NONE;
    Send(String message) { this.message = message; }
    public Polled<Void> poll(Waker latest) {
      waker = latest;
      if (held.size() < capacity) {
        held.add(message);
        return Polled.done();
      }
      if (!line.contains(this)) line.add(this);
      return Polled.pending();
    }
    public void close() { }
  }
  public Future<Void> send(String message) { return new Send(message); }
  public Optional<String> take() {
    var message = Optional.ofNullable(held.poll());
    if (!line.isEmpty()) line.remove().waker.wake();
    return message;
  }
}
Bounded.Maker mine = MyMailbox::new;
Check.of("12.bounded", mine)
