package asynclab.futures;

/// A future that another one holds: not polled after its end, and closed once at most.
final class Child<T> {
  private final Future<? extends T> future;
  private boolean ended;

  Child(Future<? extends T> future) {
    this.future = future;
  }

  /// Asks it.
  Polled<T> poll(Waker waker) {
    var polled = Polled.<T>of(future, waker);
    if (polled instanceof Ready) ended = true;
    return polled;
  }

  boolean hasEnded() {
    return ended;
  }

  void close() {
    if (ended) return;
    ended = true;
    future.close();
  }

  @Override
  public String toString() {
    return future.toString();
  }
}
