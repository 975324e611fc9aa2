package asynclab.futures;

/// What polling a future once tells: [Ready], or [Pending].
public sealed interface Polled<T> permits Ready, Pending {
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
