package asynclab.futures;

/// A future that another one holds: not polled after its end, and closed once at most.
final class Child<T> {
  private final Future<? extends T> future;
  private boolean ended;

  Child(Future<? extends T> future) {
    this.future = future;
  }

  /// Asks it. What its poll throws is how it ends.
  @SuppressWarnings("unchecked") // what comes out of a future of a subtype is of the type
  Polled<T> poll(Waker waker) {
    try {
      var polled = (Polled<T>) future.poll(waker);
      if (polled == null) throw new NullPointerException(future + " gave null when it was polled");
      if (polled instanceof Ready) ended = true;
      return polled;
    } catch (Throwable failure) {
      ended = true;
      return Polled.failed(failure);
    }
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
