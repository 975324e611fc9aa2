package asynclab.completion;

import asynclab.poll.Interruption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Whose turn it is on a queue: one owner thread, one wait at a time, the last one out closes.
///
/// It is the same for every [CompletionQueue], so that they all refuse in the same words.
final class Turn {
  static final long UNLIMITED = -1;

  private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();
  private final AtomicBoolean inside = new AtomicBoolean();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Interruption interruption;
  private volatile boolean closed;

  /// @param wakeup ends the wait of the queue when its thread is interrupted
  Turn(Runnable wakeup) {
    interruption = new Interruption(wakeup);
  }

  /// Before an operation: the queue is open, and this thread is its owner, or comes to be.
  void use() {
    if (closed) throw closedException();
    var me = Thread.currentThread();
    var first = owner.get();
    if (first == me) return;
    if (first == null) first = owner.compareAndExchange(null, me);
    if (first == null) return;
    throw new IllegalStateException(
        "this queue belongs to thread %s, which used it first: submit there, and end its wait with wakeup()"
            .formatted(first.getName()));
  }

  /// Before what makes no owner: the queue is open, and no other thread's.
  void look() {
    if (closed) throw closedException();
    if (owner.get() != null) use();
  }

  /// Whether this thread is the owner; nobody is before the first use.
  boolean isMine() {
    return owner.get() == Thread.currentThread();
  }

  boolean isClosed() {
    return closed;
  }

  /// Into the kernel: from here until [#leave] nobody else takes the queue down.
  void enter() {
    use();
    if (!inside.compareAndSet(false, true)) throw closedException();
  }

  /// Out again; true when the queue was closed meanwhile and it is for the caller to take it down.
  boolean leave() {
    inside.set(false);
    return closed && inside.compareAndSet(false, true);
  }

  /// Marks the queue as closed; false when it was already.
  synchronized boolean close() {
    if (closed) return false;
    closed = true;
    return true;
  }

  /// Whether nobody is inside, so that it is for the caller to take a closed queue down.
  boolean mayTakeDown() {
    return inside.compareAndSet(false, true);
  }

  void checkOpen() {
    if (closed) throw closedException();
  }

  /// Notes a wake-up; false when one is noted already.
  boolean wake() {
    return woken.compareAndSet(false, true);
  }

  /// Takes the wake-up, if there is one. The writes of the one who woke come before it.
  boolean takeWake() {
    return woken.getAndSet(false);
  }

  /// From here on an interrupt, also one that came before, ends the wait.
  void listen() {
    interruption.enter();
  }

  void deafen() {
    interruption.leave();
  }

  /// The timeout in nanoseconds, or [#UNLIMITED].
  static long nanos(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException(
          "a timeout cannot be negative (%s): FOREVER waits without end".formatted(timeout));
    }
    return timeout.toSeconds() > Long.MAX_VALUE / 1_000_000_000 - 1 ? UNLIMITED : timeout.toNanos();
  }

  private static IllegalStateException closedException() {
    return new IllegalStateException("this queue is closed: open another");
  }
}
