package asynclab.futures;

/// What polling a future once tells: [Ready], or [Pending].
public sealed interface Polled<T> permits Ready, Pending {
  /// Asks `future` once. What its poll throws is how it ends; so is giving null.
  @SuppressWarnings("unchecked") // what comes out of a future of a subtype is of the type
  static <T> Polled<T> of(Future<? extends T> future, Waker waker) {
    try {
      var polled = (Polled<T>) future.poll(waker);
      if (polled == null) throw new NullPointerException(future + " gave null when it was polled");
      return polled;
    } catch (Throwable failure) {
      return failed(failure);
    }
  }

  /// It has come to `value`.
  static <T> Ready<T> ready(T value) {
    return new Ready.Value<>(value);
  }

  /// It has come to its end, and there is nothing to say. All are the same object.
  static Ready<Void> done() {
    return Ready.Value.DONE;
  }

  /// It has come to nothing, because of `cause`.
  static <T> Ready<T> failed(Throwable cause) {
    return new Ready.Failure<>(cause);
  }

  /// It has to wait, and the waker will be called. All are the same object.
  @SuppressWarnings("unchecked") // it holds no T
  static <T> Pending<T> pending() {
    return (Pending<T>) Pending.IT;
  }
}
