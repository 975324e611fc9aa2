package asynclab.sync;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;

/// Messages from tasks to tasks, in order. It holds so many and no more: who sends into a full one
/// waits until somebody has received. That is **backpressure**: the slowest sets the pace, and
/// memory does not grow.
///
/// ```java
/// while (await(orders.receive()) instanceof Optional<Order> next && next.isPresent()) {
///   await(serve(next.get()));
/// }
/// ```
///
/// Each message is received once. A receive that is closed after a message was meant for it hands
/// that message on, and it keeps its place. A send that is closed while it waits has sent nothing.
///
/// Threads: any number may send and receive, also at the same time.
public final class Channel<T> implements AutoCloseable {
  private final Lock lock = new Lock();
  private final Line<Send> senders = new Line<>();
  private final Line<Receive> receivers = new Line<>();
  private final Deque<T> held = new ArrayDeque<>();
  private final int capacity;
  private boolean closed;

  private Channel(int capacity) {
    this.capacity = capacity;
  }

  /// A channel that holds up to `capacity` messages which nobody has received.
  ///
  /// @throws IllegalArgumentException when that is less than 1
  public static <T> Channel<T> bounded(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "a channel for %d messages: at least 1".formatted(capacity));
    }
    return new Channel<>(capacity);
  }

  /// Ready when the channel has taken `message`. It fails with a [ClosedException] when the channel
  /// is closed before that.
  public Future<Void> send(T message) {
    return new Send(Objects.requireNonNull(message, "send(null): there is no such message"));
  }

  /// Ready with the next message; empty when the channel is closed and all it held were received.
  public Future<Optional<T>> receive() {
    return new Receive();
  }

  /// Sends if that need not wait; whether it did.
  ///
  /// @throws ClosedException when the channel is closed
  public boolean trySend(T message) {
    Objects.requireNonNull(message, "trySend(null): there is no such message");
    try (var _ = lock.enter()) {
      if (closed) throw isClosed();
      if (held.size() >= capacity) return false;
      held.add(message);
      moveOn();
      return true;
    }
  }

  /// The next message, if one is here; never waits.
  public Optional<T> tryReceive() {
    try (var _ = lock.enter()) {
      var message = Optional.ofNullable(held.poll());
      moveOn();
      return message;
    }
  }

  /// How many messages it holds.
  public int size() {
    try (var _ = lock.enter()) {
      return held.size();
    }
  }

  /// Nothing more is sent: who waits to send fails with a [ClosedException]. What is in the channel
  /// can be received still. Closing twice does nothing.
  @Override
  public void close() {
    try (var _ = lock.enter()) {
      closed = true;
      for (var next = senders.next(); next != null; next = senders.next()) next.refuse();
      moveOn();
    }
  }

  private ClosedException isClosed() {
    return new ClosedException("the channel is closed: nobody would receive this");
  }

  /// Under the lock: messages go to those who wait for one, and those who wait to send have their
  /// messages taken, as far as it goes.
  private void moveOn() {
    fill();
    for (var first = receivers.first();
        first != null && !held.isEmpty();
        first = receivers.first()) {
      receivers.remove(first);
      first.serve(Polled.ready(Optional.of(held.remove())));
      fill();
    }
    if (closed) { // and so nothing is held: whoever waited for a message has one
      for (var next = receivers.next(); next != null; next = receivers.next()) {
        next.serve(Polled.ready(Optional.empty()));
      }
    }
  }

  private void fill() {
    for (var first = senders.first();
        first != null && held.size() < capacity;
        first = senders.first()) {
      senders.remove(first);
      held.add(first.message);
      first.serve(Polled.done());
    }
  }

  private final class Send extends Waiting<Void> {
    final T message;

    Send(T message) {
      super(lock);
      this.message = message;
    }

    @Override
    void ask() {
      if (closed) {
        refuse();
        return;
      }
      senders.enter(this);
      moveOn();
    }

    void refuse() {
      serve(Polled.failed(isClosed()));
    }

    /// It was sent, whether or not the sender hears of it.
    @Override
    void giveBack(Void nothing) {}

    @Override
    public String toString() {
      return "send(" + message + ")";
    }
  }

  private final class Receive extends Waiting<Optional<T>> {
    Receive() {
      super(lock);
    }

    @Override
    void ask() {
      receivers.enter(this);
      moveOn();
    }

    /// Back to the front, where it came from; for a moment there may be one more than may be.
    @Override
    void giveBack(Optional<T> message) {
      message.ifPresent(held::addFirst);
      moveOn();
    }

    @Override
    public String toString() {
      return "receive()";
    }
  }

  @Override
  public String toString() {
    try (var _ = lock.enter()) {
      return "a channel with %d of %d messages, %d sending, %d receiving%s"
          .formatted(
              held.size(), capacity, senders.size(), receivers.size(), closed ? ", closed" : "");
    }
  }
}
