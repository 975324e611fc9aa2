package asynclab.futures;

/// Pending for ever; wakes nobody.
final class Never<T> extends Once<T> {
  @Override
  Polled<T> advance(Waker waker) {
    return Polled.pending();
  }

  @Override
  public String toString() {
    return "never";
  }
}
