package asynclab.futures;

import java.util.function.Function;

/// What another future comes to, through a function.
final class Mapped<A, T> extends Once<T> {
  private final Child<A> source;
  private final Function<? super A, ? extends T> function;

  Mapped(Future<A> source, Function<? super A, ? extends T> function) {
    this.source = new Child<>(source);
    this.function = function;
  }

  @Override
  Polled<T> advance(Waker waker) {
    return switch (source.poll(waker)) {
      case Pending<A> _ -> Polled.pending();
      case Ready.Value<A>(var value) -> Polled.ready(function.apply(value));
      case Ready.Failure<A> failure -> failure.as();
    };
  }

  @Override
  void letGo() {
    source.close();
  }

  @Override
  public String toString() {
    return source + ".map(…)";
  }
}
