package asynclab.sync;

import asynclab.futures.Future;
import java.util.Optional;

/// A value that one task at a time may see, also across its awaits:
///
/// ```java
/// try (var account = await(mutex.lock())) {
///   account.set(account.get() - await(price()));
/// }
/// ```
///
/// The JDK's locks belong to a thread, so a task that awaits while it holds one locks out, or lets
/// in, whoever else runs on its thread. This one belongs to whoever holds the guard. It cannot be
/// taken twice: a task that locks again waits for itself.
///
/// Threads: any; the value itself is seen by one guard after another.
public final class Mutex<T> {
  private final Semaphore one = new Semaphore(1);
  private T value;

  /// Guards `value` from now on.
  public Mutex(T value) {
    this.value = value;
  }

  /// The right to see the value, until it is closed.
  public final class Guard implements AutoCloseable {
    private final Semaphore.Permit permit;
    private boolean closed;

    private Guard(Semaphore.Permit permit) {
      this.permit = permit;
    }

    /// What it is.
    ///
    /// @throws IllegalStateException when the guard is closed: others may be at the value
    public T get() {
      check();
      return value;
    }

    /// What it is from now on.
    ///
    /// @throws IllegalStateException when the guard is closed: others may be at the value
    public void set(T next) {
      check();
      value = next;
    }

    private void check() {
      if (closed) throw new IllegalStateException("this guard is closed: lock the mutex again");
    }

    /// Lets the next one in. Closing twice does nothing.
    @Override
    public void close() {
      closed = true;
      permit.close();
    }
  }

  /// Ready when the value is ours; in the order in which they asked.
  public Future<Guard> lock() {
    return one.acquire().map(Guard::new);
  }

  /// The value, if nobody has it; never waits.
  public Optional<Guard> tryLock() {
    return one.tryAcquire().map(Guard::new);
  }

  @Override
  public String toString() {
    return one.available() == 1 ? "a free mutex" : "a held mutex";
  }
}
