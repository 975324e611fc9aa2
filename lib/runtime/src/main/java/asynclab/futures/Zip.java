package asynclab.futures;

import java.util.List;
import java.util.function.BiFunction;

/// Two of different types at the same time, and what a function makes of both.
final class Zip<A, B, T> extends Once<T> {
  private final Future<A> first;
  private final Future<B> second;
  private final JoinAll<Object> both;
  private final BiFunction<? super A, ? super B, ? extends T> function;

  Zip(Future<A> first, Future<B> second, BiFunction<? super A, ? super B, ? extends T> function) {
    this.first = first;
    this.second = second;
    this.function = function;
    both = new JoinAll<>(List.of(first, second));
  }

  @Override
  @SuppressWarnings("unchecked") // the list holds what the two came to, in order
  Polled<T> advance(Waker waker) {
    return switch (both.poll(waker)) {
      case Pending<List<Object>> _ -> Polled.pending();
      case Ready.Failure<List<Object>> failure -> failure.as();
      case Ready.Value<List<Object>>(var values) ->
          Polled.ready(function.apply((A) values.getFirst(), (B) values.getLast()));
    };
  }

  @Override
  void letGo() {
    both.close();
  }

  @Override
  public String toString() {
    return "zip(" + first + ", " + second + ")";
  }
}
