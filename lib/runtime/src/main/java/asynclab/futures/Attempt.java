package asynclab.futures;

/// How another future ends, as a value: it does not fail itself.
final class Attempt<T> extends Once<Ready<T>> {
  private final Child<T> source;

  Attempt(Future<T> source) {
    this.source = new Child<>(source);
  }

  @Override
  Polled<Ready<T>> advance(Waker waker) {
    return switch (source.poll(waker)) {
      case Pending<T> _ -> Polled.pending();
      case Ready<T> outcome -> Polled.ready(outcome);
    };
  }

  @Override
  void letGo() {
    source.close();
  }

  @Override
  public String toString() {
    return source + ".attempt()";
  }
}
