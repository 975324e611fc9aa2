package asynclab.sync;

import asynclab.futures.Future;
import asynclab.futures.Polled;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A number of permits that tasks take and give back, so that never more than so many do a thing at
/// a time:
///
/// ```java
/// var ten = new Semaphore(10);
/// try (var permit = await(ten.acquire())) {
///   await(request());
/// }
/// ```
///
/// Fair: permits go to whoever asked first, also when that one wants many and somebody behind wants
/// few. Dijkstra's, 1962.
///
/// Threads: any, also at the same time.
public final class Semaphore implements AutoCloseable {
  private final Lock lock = new Lock();
  private final Line<Acquire> line = new Line<>();
  private final long permits;
  private long free;
  private boolean closed;

  /// All are free.
  ///
  /// @throws IllegalArgumentException when there is not a single permit: nobody would ever go on
  public Semaphore(long permits) {
    if (permits < 1) throw new IllegalArgumentException(permits + " permits: at least 1 is needed");
    this.permits = permits;
    this.free = permits;
  }

  /// Permits in somebody's hands until they are closed.
  public final class Permit implements AutoCloseable {
    private final long held;
    private boolean returned;

    private Permit(long held) {
      this.held = held;
    }

    /// Gives them back. Closing twice does nothing.
    @Override
    public void close() {
      try (var _ = lock.enter()) {
        if (!returned) giveBack();
      }
    }

    private void giveBack() {
      returned = true;
      free += held;
      serveLine();
    }

    @Override
    public String toString() {
      return held + (held == 1 ? " permit" : " permits") + " of " + Semaphore.this;
    }
  }

  /// Ready when a permit is ours.
  public Future<Permit> acquire() {
    return acquire(1);
  }

  /// Ready when `wanted` permits are ours, all at once. It fails with a [ClosedException] when the
  /// semaphore is closed before.
  ///
  /// @throws IllegalArgumentException when there are not so many: it could never be ready
  public Future<Permit> acquire(long wanted) {
    if (wanted < 1 || wanted > permits) {
      throw new IllegalArgumentException(
          "acquire(%d): between 1 and %d permits can be had".formatted(wanted, permits));
    }
    return new Acquire(wanted);
  }

  /// A permit, if one is free and nobody waits; never waits.
  public Optional<Permit> tryAcquire() {
    try (var _ = lock.enter()) {
      return Optional.ofNullable(closed || line.size() > 0 ? null : take(1));
    }
  }

  /// How many are free.
  public long available() {
    try (var _ = lock.enter()) {
      return free;
    }
  }

  private @Nullable Permit take(long wanted) {
    if (free < wanted) return null;
    free -= wanted;
    return new Permit(wanted);
  }

  private void serveLine() {
    for (var first = line.first(); first != null; first = line.first()) {
      var permit = take(first.wanted);
      if (permit == null) return;
      line.remove(first);
      first.serve(Polled.ready(permit));
    }
  }

  /// From now on nobody gets a permit: who waits fails with a [ClosedException]. Permits that are
  /// out stay good.
  @Override
  public void close() {
    try (var _ = lock.enter()) {
      closed = true;
      for (var next = line.next(); next != null; next = line.next()) next.refuse();
    }
  }

  private final class Acquire extends Waiting<Permit> {
    final long wanted;

    Acquire(long wanted) {
      super(lock);
      this.wanted = wanted;
    }

    @Override
    void ask() {
      if (closed) {
        refuse();
        return;
      }
      line.enter(this);
      serveLine();
    }

    void refuse() {
      serve(Polled.failed(new ClosedException(this + ": the semaphore is closed")));
    }

    /// Whoever stood behind may want less.
    @Override
    void leave() {
      serveLine();
    }

    @Override
    void giveBack(Permit permit) {
      permit.giveBack();
    }

    @Override
    public String toString() {
      return "acquire(" + wanted + ")";
    }
  }

  @Override
  public String toString() {
    try (var _ = lock.enter()) {
      return "a semaphore of %d, %d free, %d waiting%s"
          .formatted(permits, free, line.size(), closed ? ", closed" : "");
    }
  }
}
